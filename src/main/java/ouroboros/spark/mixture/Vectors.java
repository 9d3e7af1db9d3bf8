package ouroboros.spark.mixture;

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
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.SealedInput;
import ouroboros.experiment.store.Seals;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.Embedding;
import ouroboros.mixture.LatentSemantics;
import ouroboros.mixture.Numbers;
import ouroboros.mixture.VectorBlock;
import ouroboros.mixture.WordVectors;
import ouroboros.random.Key;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.cluster.Storage;
import ouroboros.text.Part;
import ouroboros.text.Sha256;

/**
 * The documents, or paragraphs, of a corpus as vectors. The map from documents to vectors is fitted
 * once, on R; the vectors are written and sealed once. From then on the files are the data.
 *
 * <p>Input order: units by number. Output: one file per block of {@code VectorBlock.ROWS} rows, 8
 * bytes per number. Word vectors are sealed before they are used, so a run that is resumed on
 * another machine does not train them again. The singular vectors are those of R's first 131,072
 * units; the order of units is that of a hash of their documents.
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

  /** Reads the sealed vectors, or makes and seals them. */
  static Vectors of(
      JavaSparkContext spark,
      Storage storage,
      Seals seals,
      BagText text,
      FamilySpec.Features features,
      Key key) {
    String folder =
        "vectors/" + text.text().place() + name(text.unit(), features).replace(' ', '-');
    SharedResults<Integer, Embedding> fit = new SharedResults<>();
    Map<Part, CountTable> files = new EnumMap<>(Part.class);
    TreeMap<String, Long> notes = new TreeMap<>();
    int d = 0;
    for (Part part : PARTS) {
      String here = folder + "/" + part.name().toLowerCase(Locale.ROOT);
      SealedInput manifest =
          seals
              .read(here, SealedInput.class)
              .orElseGet(
                  () -> {
                    Embedding fitted =
                        fit.get(0, () -> fit(spark, storage, seals, text, features, key, folder));
                    int asked = features.dimension();
                    return seals.seal(
                        here, written(spark, storage, text, part, fitted, asked, here));
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
    String how = features.kind() == FamilySpec.FeatureKind.TF_IDF ? "tf-idf svd " : "word2vec ";
    return of + how + features.dimension();
  }

  private static Embedding fit(
      JavaSparkContext spark,
      Storage storage,
      Seals seals,
      BagText text,
      FamilySpec.Features features,
      Key key,
      String folder) {
    int d = features.dimension();
    if (features.kind() == FamilySpec.FeatureKind.WORD2VEC) {
      String here = folder + "/words";
      SealedInput words =
          seals
              .read(here, SealedInput.class)
              .orElseGet(() -> seals.seal(here, trained(spark, storage, text, d, key, here)));
      SealedFile file = words.training().ranges().get(0);
      int types = text.types();
      return new WordVectors(d, storage.read(file, in -> Numbers.read(types * d, in)));
    }
    try (SparkBlocks<BagBlock> real = SparkBlocks.of(spark, text.sources(Part.REAL, FITTED))) {
      return LatentSemantics.fit(real, text.types(), d, key);
    }
  }

  private static SealedInput trained(
      JavaSparkContext spark, Storage storage, BagText text, int d, Key key, String folder) {
    try (SparkBlocks<DocumentBlock> real = SparkBlocks.of(spark, text.text().sources(Part.REAL))) {
      WordVectors words = MllibWordVectors.fit(spark, real, text.types(), d, key);
      SealedFile file = storage.writeNew(name(folder), out -> Numbers.write(words.vectors(), out));
      return manifest(List.of(file), d, text.types(), new TreeMap<>());
    }
  }

  private static String name(String folder) {
    return folder + "/V-" + UUID.randomUUID().toString().substring(0, 13);
  }

  private static SealedInput written(
      JavaSparkContext spark,
      Storage storage,
      BagText text,
      Part part,
      Embedding fitted,
      int asked,
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
    if (fitted.d() < asked) {
      notes.put("features.dimension lowered to the rank of R", (long) fitted.d());
    }
    return manifest(files, fitted.d(), units, notes);
  }

  private static SealedInput manifest(
      List<SealedFile> files, int d, long rows, SortedMap<String, Long> notes) {
    return SealedInput.of(new CountTable(files, d, 0, rows, 1), notes);
  }

  private static Object[] write(BagBlock bags, Embedding fitted, Storage storage, String folder) {
    VectorBlock rows = fitted.rows(bags);
    SealedFile file = storage.writeNew(name(folder), out -> Numbers.write(rows.rows(), out));
    return new Object[] {file, bags.empty()};
  }

  /** What they are, in words. */
  String name() {
    return name;
  }

  /** Numbers per vector. */
  int dimension() {
    return d;
  }

  /** Fallbacks that were used, with counts. */
  SortedMap<String, Long> notes() {
    return notes;
  }

  /** SHA-256 of the digests of all files, in the order of the units. */
  String hash() {
    java.security.MessageDigest digest = Sha256.digest();
    for (Part part : PARTS) {
      for (SealedFile file : Objects.requireNonNull(files.get(part)).ranges()) {
        digest.update(file.sha256().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return Sha256.hex(digest);
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
