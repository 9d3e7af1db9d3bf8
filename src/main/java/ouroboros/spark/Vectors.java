package ouroboros.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.SealedFile;
import ouroboros.experiment.Seals;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Numbers;
import ouroboros.mixture.SingularVectors;
import ouroboros.mixture.TfIdf;
import ouroboros.mixture.VectorBlock;
import ouroboros.random.Key;
import ouroboros.text.Part;

/**
 * The documents, or paragraphs, of a corpus as vectors: fitted on R once, written once, sealed; the
 * files are the data from then on.
 *
 * <p>Input order: units by number. Output: a file a block of {@code VectorBlock.ROWS}, rows of
 * numbers of 8 bytes. The singular vectors are those of R's first 131,072 units, whose order is
 * that of a hash of their documents.
 */
final class Vectors {
  private static final long FITTED = 1 << 17;
  private static final List<Part> PARTS = List.of(Part.REAL, Part.RESERVE, Part.TEST);

  private final String name;
  private final Storage storage;
  private final int d;
  private final Map<Part, CountTable> files;
  private final SortedMap<String, Long> notes;

  private Vectors(
      String name,
      Storage storage,
      int d,
      Map<Part, CountTable> files,
      SortedMap<String, Long> notes) {
    this.name = name;
    this.storage = storage;
    this.d = d;
    this.files = files;
    this.notes = notes;
  }

  /** Makes them, or finds them made. */
  static Vectors of(
      JavaSparkContext spark,
      Storage storage,
      Seals seals,
      BagText text,
      FamilySpec.Features features,
      Key key) {
    String folder = "vectors/" + name(text.unit(), features).replace(' ', '-');
    Memo<Integer, Fitted> fit = new Memo<>();
    Map<Part, CountTable> files = new EnumMap<>(Part.class);
    TreeMap<String, Long> notes = new TreeMap<>();
    int d = 0;
    for (Part part : PARTS) {
      String here = folder + "/" + part.name().toLowerCase(Locale.ROOT);
      Manifest manifest =
          seals
              .read(here)
              .orElseGet(
                  () -> {
                    Fitted fitted = fit.get(0, () -> fit(spark, text, features.dimension(), key));
                    return seals.seal(here, written(spark, storage, text, part, fitted, here));
                  });
      files.put(part, manifest.training());
      manifest.notes().forEach((note, times) -> notes.merge(note, times, Math::max));
      d = (int) manifest.training().entries();
    }
    return new Vectors(name(text.unit(), features), storage, d, files, notes);
  }

  /** What they are, in words. */
  private static String name(FamilySpec.Unit unit, FamilySpec.Features features) {
    String of = unit == FamilySpec.Unit.DOCUMENT ? "" : unit.noun() + " ";
    return of + "tf-idf svd " + features.dimension();
  }

  private record Fitted(TfIdf weights, SingularVectors vectors, int asked)
      implements Serializable {}

  private static Fitted fit(JavaSparkContext spark, BagText text, int dimension, Key key) {
    try (SparkBlocks<BagBlock> real = SparkBlocks.of(spark, text.sources(Part.REAL, FITTED))) {
      TfIdf weights = TfIdf.fit(real, text.types());
      SingularVectors vectors = SingularVectors.fit(real, weights, dimension, key);
      return new Fitted(weights, vectors, dimension);
    }
  }

  private static Manifest written(
      JavaSparkContext spark,
      Storage storage,
      BagText text,
      Part part,
      Fitted fitted,
      String folder) {
    List<SealedFile> files = new ArrayList<>();
    long empty = 0;
    long units = text.units(part);
    if (units > 0) {
      try (SparkBlocks<BagBlock> bags = SparkBlocks.of(spark, text.sources(part, units))) {
        for (Object[] block : bags.map(bag -> write(bag, fitted, storage, folder))) {
          files.add((SealedFile) block[0]);
          empty += (Long) block[1];
        }
      }
    }
    TreeMap<String, Long> notes = new TreeMap<>();
    if (empty > 0) {
      notes.put(
          text.unit().noun() + "s without a word of R, " + part.name().toLowerCase(Locale.ROOT),
          empty);
    }
    if (fitted.vectors.d() < fitted.asked) {
      notes.put("features.dimension lowered to the rank of R", (long) fitted.vectors.d());
    }
    return new Manifest(
        Manifest.FORMAT,
        0,
        units,
        null,
        new CountTable(files, fitted.vectors.d(), 0, units, 1),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        notes,
        null,
        List.of());
  }

  private static Object[] write(BagBlock bags, Fitted fitted, Storage storage, String folder) {
    VectorBlock rows = fitted.vectors.rows(bags, fitted.weights);
    String name = folder + "/V-" + UUID.randomUUID().toString().substring(0, 13);
    SealedFile file = storage.writeNew(name, out -> Numbers.write(rows.rows(), out));
    return new Object[] {file, bags.empty()};
  }

  /** What they are, in words. */
  String name() {
    return name;
  }

  /** Numbers a unit. */
  int dimension() {
    return d;
  }

  /** What was fallen back on, with counts. */
  SortedMap<String, Long> notes() {
    return notes;
  }

  /** SHA-256 of the digests of all files, in the order of the units. */
  String hash() {
    java.security.MessageDigest digest = Storage.sha256();
    for (Part part : PARTS) {
      for (SealedFile file : Objects.requireNonNull(files.get(part)).ranges()) {
        digest.update(file.sha256().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return java.util.HexFormat.of().formatHex(digest.digest());
  }

  /** Units {@code from .. from + count} of a part: a whole block. */
  SparkBlocks.Source<VectorBlock> source(Part part, long from, int count) {
    SealedFile file =
        Objects.requireNonNull(files.get(part)).ranges().get((int) (from / VectorBlock.ROWS));
    Storage from2 = storage;
    int wide = d;
    return () -> VectorBlock.of(wide, from2.read(file, in -> Numbers.read(count * wide, in)));
  }

  /** All units of a part in blocks. */
  List<SparkBlocks.Source<VectorBlock>> sources(Part part) {
    List<SparkBlocks.Source<VectorBlock>> sources = new ArrayList<>();
    long units = Objects.requireNonNull(files.get(part)).sentences();
    for (long from = 0; from < units; from += VectorBlock.ROWS) {
      sources.add(source(part, from, (int) Math.min(VectorBlock.ROWS, units - from)));
    }
    return sources;
  }
}
