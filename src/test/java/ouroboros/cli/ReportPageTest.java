package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} on folders that hold the tables of a run. */
class ReportPageTest {
  private static final Path SMALL = Path.of("src/test/resources/ouroboros/report/small");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private record Answer(int code, String out, String err) {}

  private static Answer report(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = Stream.concat(Stream.of("report"), Stream.of(arguments)).toArray(String[]::new);
    int code = Main.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    return new Answer(code, out.toString(), err.toString());
  }

  private Path run(String name) throws IOException {
    Path run = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> tables = Files.list(SMALL)) {
      for (Path table : tables.toList()) {
        Files.copy(table, run.resolve(table.getFileName()));
      }
    }
    JSON.writeValue(
        run.resolve("experiment.json").toFile(),
        JSON.readTree(SMALL.resolve("run.json").toFile()).get("spec"));
    return run;
  }

  @Test
  void aRunsReportIsWrittenAgain() throws IOException {
    Path run = run("a");
    Answer answer = report(run.toString());
    assertThat(answer).isEqualTo(new Answer(0, "file:" + run + "/report.html\n", ""));
    assertThat(run.resolve("report.html")).content().contains("\"source\":\"file:" + run + "\"");
  }

  @Test
  void severalRunsAreLaidOverEachOtherWhereItIsAsked() throws IOException {
    Path a = run("a");
    Path b = run("b");
    Path c = folder.resolve("c");
    Answer answer = report(a.toString(), b.toString(), "--out", c.toString());
    assertThat(answer).isEqualTo(new Answer(0, "file:" + c + "/report.html\n", ""));
    assertThat(c.resolve("report.html"))
        .content()
        .contains("\"source\":\"file:" + a + "\"", "\"source\":\"file:" + b + "\"");
    assertThat(a.resolve("report.html")).doesNotExist();
  }

  @Test
  void aFolderThatHoldsNoRunIsWrongInput() throws IOException {
    Path run = run("a");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Answer answer = report(run.toString(), empty.toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(empty.toString()).doesNotContain("Exception");
    assertThat(run.resolve("report.html")).doesNotExist();
  }
}
