package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.ReportSource;
import ouroboros.report.console.ConsoleFindings;
import ouroboros.report.console.ConsoleSummary;
import ouroboros.text.Sha256;

/**
 * One seed, one answer: the quickstart at full size has the bytes that it had before, and README
 * shows what it prints.
 */
@Tag("faults")
class GoldenRunsTest {
  /** Names a folder in which the command of README has run the quickstart already. */
  private static final String THERE = "OUROBOROS_QUICKSTART";

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws Exception {
    String there = System.getenv(THERE);
    out = there == null ? quickstart() : Path.of(there);
  }

  @Test
  void theQuickstartHasItsGoldenBytes() throws IOException {
    assertThat(Sha256.hex(Files.readAllBytes(out.resolve("metrics.csv"))))
        .isEqualTo(golden("quickstart/metrics.csv"));
  }

  /** The last line of the figures is the path of the report. */
  @Test
  void readmeShowsWhatTheQuickstartPrints() throws IOException {
    ReportSource tables = ReportSource.folder(out);
    String printed = ConsoleSummary.of(tables).text() + ConsoleFindings.text(tables);
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            "<!-- figures: begin -->\n```\n"
                + printed
                + "file:/tmp/quickstart/report.html\n```\n<!-- figures: end -->\n");
  }

  private static Path quickstart() throws Exception {
    Path there = folder.resolve("quickstart");
    Path log = folder.resolve("log");
    Process run =
        new ProcessBuilder("jobs/run", "conf/runs/quickstart.yaml", "--out", there.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(run.waitFor()).as(() -> "the last lines of " + read(log)).isZero();
    return there;
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = GoldenRunsTest.class.getResourceAsStream("golden-runs.sha256")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.endsWith("  " + name))
          .findFirst()
          .orElseThrow()
          .substring(0, 64);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
