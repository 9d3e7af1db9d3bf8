package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run dies at each operation on files in turn, and is then resumed. It gives the same bits every
 * time.
 */
@Tag("faults")
class CommitPointsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.hadoop.fs.file.impl",
          CutFiles.class.getName(),
          "spark.hadoop.fs.file.impl.disable.cache",
          "true");

  @TempDir static Path folder;
  private static Path spec;
  private static LocalRuns runs;

  @BeforeAll
  static void start() throws IOException {
    runs = LocalRuns.open(SETTINGS);
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    spec =
        Workload.spec(
            folder.resolve("spec.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: accumulate-subsample}
            generations: 2
            keep: needed
            """);
  }

  @AfterAll
  static void stop() {
    CutFiles.dieAt(Integer.MAX_VALUE);
    runs.close();
  }

  @Test
  void aRunThatDiesAtAnyOperationGoesOnToTheSameTables() throws Exception {
    CutFiles.dieAt(Integer.MAX_VALUE);
    runs.run(spec, folder.resolve("undisturbed"));
    Map<String, String> expected = LocalRuns.trial(folder.resolve("undisturbed")).hashes();
    List<String> operations = CutFiles.done();
    assertThat(operations).contains("close corpus.json").hasSizeGreaterThan(40);
    assertThat(operations).anyMatch(each -> each.startsWith("close manifest-"));

    Map<String, Integer> survived = new TreeMap<>();
    for (int k = 1; k <= operations.size(); k++) {
      String name = "cut-" + k;
      CutFiles.dieAt(k);
      Caches.forget();
      boolean died = dies(folder.resolve(name));
      List<String> done = CutFiles.done();
      String at = k + ": " + done.get(done.size() - 1);
      assertThat(died || done.size() == k).as(at).isTrue();
      CutFiles.dieAt(Integer.MAX_VALUE);
      Caches.forget();
      runs.run(spec, folder.resolve(name));
      assertThat(LocalRuns.trial(folder.resolve(name)).hashes()).as(at).isEqualTo(expected);
      assertThat(LocalRuns.trial(folder.resolve(name)).damage()).as(at).isEmpty();
      survived.merge(operations.get(k - 1), 1, Integer::sum);
    }
    Records.add("process dies at an operation on files, the operation cut in the middle", survived);
  }

  private static boolean dies(Path out) {
    try {
      runs.run(spec, out);
      return false;
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      return true;
    }
  }
}
