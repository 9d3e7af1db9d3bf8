package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OutFolder;

/** More generations, replicates or sweep values extend a run; nothing else does. */
@Tag("spark")
class ExtensionTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      replicates: 1
      sweep: {policy: [{kind: replace}, {kind: frozen}]}
      """;
  private static final String[] MORE = {
    "generations=3",
    "replicates=2",
    "sweep={policy: [{kind: replace}, {kind: accumulate}, {kind: frozen}]}"
  };

  @TempDir static Path folder;
  private static Runs runs;
  private static Session session;
  private static Path spec;
  private static Map<String, String> atOnce;
  private static RunFacts wholeRun;

  @BeforeAll
  static void runAtOnce() throws IOException {
    runs = new Runs(folder);
    session = Runs.session();
    spec = runs.spec("longer", LINES);
    wholeRun = Runs.run(session, spec, runs.out("at-once"), MORE);
    atOnce = Runs.hashes(runs.out("at-once"));
  }

  @Test
  void anExtendedRunHasTheTablesOfOneMadeAtOnce() throws IOException {
    Path out = runs.out("extended");
    RunFacts first = Runs.run(session, spec, out);
    Map<String, String> sealed = Runs.manifests(out);
    assertThat(sealed).hasSize(6);
    RunFacts second = Runs.run(session, spec, out, MORE);
    assertThat(first.computed()).isEqualTo(6);
    assertThat(second.resumed()).isEqualTo(6);
    assertThat(second.computed()).isEqualTo(wholeRun.computed() - 6);
    assertThat(Runs.manifests(out)).containsAllEntriesOf(sealed);
    // Folders of cells keep their numbers: that column is the run's own history.
    assertThat(withoutFolders(Runs.hashes(out))).isEqualTo(withoutFolders(atOnce));

    RunFacts third = Runs.run(session, spec, out, MORE);
    assertThat(third.computed()).isZero();
    assertThat(withoutFolders(Runs.hashes(out))).isEqualTo(withoutFolders(atOnce));
  }

  private static Map<String, String> withoutFolders(Map<String, String> hashes) {
    Map<String, String> others = new TreeMap<>(hashes);
    others.remove("cells.csv");
    return others;
  }

  @Test
  void anyOtherChangeIsRefusedWithItsKeys() {
    OutFolder out = ExperimentRun.folder(runs.out("at-once").toString());
    assertThatThrownBy(
            () ->
                out.claim(
                    SpecFile.read(
                        spec.toString(),
                        java.util.List.of(
                            MORE[0], MORE[1], MORE[2], "seed=8", "corpus.min-count=2"))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("seed: 7 in the run that")
        .hasMessageContaining("8 now")
        .hasMessageContaining("corpus.min-count: 1 in the run")
        .hasMessageContaining("choose another --out or restore the value");
    assertThatThrownBy(
            () -> out.claim(SpecFile.read(spec.toString(), java.util.List.of(MORE[1], MORE[2]))))
        .hasMessageContaining("generations: 3 in the run")
        .hasMessageContaining("2 now");
    assertThatThrownBy(
            () -> out.claim(SpecFile.read(spec.toString(), java.util.List.of(MORE[0], MORE[1]))))
        .hasMessageContaining("sweep: cell policy=accumulate in the run")
        .hasMessageContaining("absent now");
  }

  @Test
  void aSmallerSizeWouldChangeWhatIsSealed() throws IOException {
    Path out = runs.out("sizes");
    Path sizes =
        runs.spec(
            "sizes",
            """
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            sweep: {size: [100]}
            """);
    Runs.run(session, sizes, out);
    Map<String, String> before = Runs.hashes(out);
    Runs.run(session, sizes, out, "sweep.size=[100, 120]");
    assertThatThrownBy(() -> Runs.run(session, sizes, out, "sweep.size=[100, 120, 90]"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("size: the smallest generation has 90 sentences")
        .hasMessageContaining("holds it has 100");
    assertThat(before).isNotEmpty();
  }

  @Test
  void aFolderWithForeignFilesIsRefused() throws IOException {
    Path out = Files.createDirectories(runs.out("foreign"));
    Files.writeString(out.resolve("thesis.txt"), "mine");
    OutFolder folderOut = ExperimentRun.folder(out.toString());
    assertThatThrownBy(() -> folderOut.claim(SpecFile.read(spec.toString(), java.util.List.of())))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not empty and holds no run");
    assertThat(out).isDirectoryContaining("glob:**/thesis.txt");
    assertThat(Files.list(out)).hasSize(1);
    OutFolder file = ExperimentRun.folder(out.resolve("thesis.txt").toString());
    assertThatThrownBy(() -> file.claim(SpecFile.read(spec.toString(), java.util.List.of())))
        .hasMessageContaining("is a file; --out takes a folder");
  }
}
