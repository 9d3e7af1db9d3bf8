package ouroboros.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Keep;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.loop.ToyFamily;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.Policy;
import ouroboros.random.Key;
import ouroboros.safeguard.SafeguardList;

/** Generations of integers, sealed by {@link SealedGenerations} with a file for each S_g. */
final class ToyFolder implements GenerationStore<ToyFamily.Made>, SealedGenerations.Watcher {
  /** Whose generations they are. */
  static final Key KEY = new Key(7, 3);

  private final Path root;
  private final Lineage lineage;
  private final GenerationStore<Manifest> sealed;

  /** What the watcher heard, in order: {@code resumed 0}, {@code sealed 1 [S-1]} with the files. */
  final List<String> heard = new ArrayList<>();

  /** The driver dies after this seal, before anything is released; -1: it lives. */
  int dies = -1;

  ToyFolder(Path root, Policy policy, Keep keep, String attempt) {
    this.root = root;
    this.lineage = new Lineage(cell(policy), 3, KEY);
    try {
      FileSystem local = FileSystem.getLocal(new Configuration());
      this.sealed =
          new SealedGenerations(new Seals(local, root.toString(), attempt), lineage, keep, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of the driver. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Cell cell(Policy policy) {
    return new Cell(
        0,
        "a",
        "000-a",
        new FamilySpec.Lda(1, 1),
        policy,
        new Size.Real(),
        null,
        new Sampling(Decoding.NONE, null, Sampling.Backend.AUTO, Sampling.ModelPlace.AUTO),
        SafeguardList.NONE,
        Map.of());
  }

  /** The folder of a generation. */
  Path folder(int g) {
    return root.resolve(lineage.folder(g));
  }

  /** Names of all files of S_1, S_2 .. that are there. */
  List<String> corpora() {
    return files("S-");
  }

  /** The files that were given up, as often as it was recorded. */
  List<String> releases() {
    List<String> names = new ArrayList<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.sorted().toList()) {
        if (file.getFileName().toString().startsWith("released-")) {
          Files.readAllLines(file).forEach(name -> names.add(name.replaceAll(".*/", "")));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> files(String prefix) {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<ToyFamily.Made> read(int g) {
    return sealed.read(g).map(ToyFolder::made);
  }

  @Override
  public ToyFamily.Made seal(int g, ToyFamily.Made made) {
    ToyFamily.Made now = made(sealed.seal(g, manifest(made)));
    if (g == dies) {
      throw new Killed();
    }
    return now;
  }

  @Override
  public void release(int g, Supplier<List<String>> unneeded) {
    sealed.release(g, () -> unneeded.get().stream().map(this::path).toList());
  }

  /** Asks to give up files by their whole names. */
  void releaseNames(int g, List<String> names) {
    sealed.release(g, () -> names);
  }

  /** {@code S-2} in the folder of generation 2. */
  private String path(String name) {
    return lineage.folder(Integer.parseInt(name.substring(2))) + "/" + name;
  }

  private Manifest manifest(ToyFamily.Made made) {
    int g = made.generation();
    CountTable synthetic = null;
    if (g > 0) {
      String name = path(ToyFamily.file(g));
      try {
        Files.createDirectories(folder(g));
        Files.writeString(root.resolve(name), "S");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      synthetic = new CountTable(List.of(new SealedFile(name, 1, "0")), 0, 0, made.units(), 1);
    }
    CountTable training = new CountTable(List.of(), 0, made.model(), made.trained(), 1);
    return Manifest.of(
        g,
        GenerationFiles.ofCounts(synthetic, training, null),
        new GenerationRecord(
            made.units(),
            made.recipe(),
            new Measured(List.of(), List.of(), List.of(), new TreeMap<>()),
            List.of(),
            List.of(),
            List.of(),
            null));
  }

  private static ToyFamily.Made made(Manifest manifest) {
    GenerationRecord record = manifest.record();
    CountTable training = manifest.tables().training();
    return new ToyFamily.Made(
        manifest.generation(),
        record.units(),
        record.passed(),
        record.recipe(),
        training.sentences(),
        training.tokens());
  }

  @Override
  public void resumed(Lineage whose, int g, Manifest manifest) {
    heard.add("resumed " + g);
  }

  @Override
  public void sealed(Lineage whose, int g, Manifest manifest) {
    heard.add("sealed " + g + " " + corpora());
  }
}
