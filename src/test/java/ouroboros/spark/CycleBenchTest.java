package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class CycleBenchTest {
  private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

  @ParameterizedTest
  @CsvSource({
    "cycle, none, DEFAULT",
    "measure, none, ALL",
    "evaluate, modified-kneser-ney, DEFAULT"
  })
  void everyStageOfWholeGenerationsRuns(
      String stage, String smoothing, CycleBench.Asked metrics, @TempDir Path folder)
      throws Exception {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "a b a c .\nb a c d .\nc c a b .\nd a b .\n".repeat(30));
    Session session = Runs.session();

    Map<String, Object> line =
        CycleBench.run(
            session, stage, text.toString(), 3, smoothing, 1, metrics, List.of("size=50"), QUIET);

    assertThat(line).containsEntry("stage", stage);
    assertThat((long) line.get("tokens")).isBetween(150L, 400L);
    assertThat((double) line.get("tokensPerSecond")).isPositive();
    assertThat(line).containsKey("peakMemoryBytes");
    assertThat((Map<?, ?>) line.get("taskSeconds"))
        .allSatisfy((step, seconds) -> assertThat((double) seconds).as("%s", step).isPositive());
  }

  /** A file of plain text is one document by default, which has no second part. */
  @Test
  void linesOfPlainTextArePrepared(@TempDir Path folder) throws Exception {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "a b a c .\nb a c d .\nc c a b .\nd a b .\n".repeat(30));

    Map<String, Object> line = PreparationBench.run(Runs.session(), text.toString());

    assertThat(line).containsEntry("stage", "prepare");
    assertThat((long) line.get("tokens")).isBetween(500L, 600L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thin", "packed-critic", "retrieval", "ensemble"})
  void gatesAreComparedWithTheCycleWithoutThem(String kind, @TempDir Path folder) throws Exception {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "a b a c .\nb a c d .\nc c a b .\nd a b .\n".repeat(500));

    Map<String, Object> line =
        GateBench.run(
            Runs.session(), text.toString(), 2, "none", 1, kind, List.of("size=150"), QUIET);

    assertThat((String) line.get("safeguard")).startsWith("[{kind: " + kind);
    assertThat((double) line.get("ratio"))
        .isEqualTo((double) line.get("seconds") / (double) line.get("secondsWithout"));
    if (kind.equals("thin")) {
      // 150 units have 166.7 candidates, sd 4.3: an error of 5 sd is one in a million.
      assertThat((double) line.get("candidates"))
          .isGreaterThan(1)
          .isCloseTo(1 / .9, within(5 * 4.3 / 150));
    } else {
      assertThat(line.containsKey("candidates")).isEqualTo(kind.equals("packed-critic"));
    }
    assertThat((double) line.get("cpuRatio")).isPositive();
    assertThat((double) line.get("taskCpuRatio")).isPositive();
    assertThat((double) line.get("taskCpuSeconds")).isLessThan((double) line.get("cpuSeconds"));
  }
}
