package ouroboros.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.ReportSource;

public final class ReportTest {
  public static final Path SMALL = Path.of("src/test/resources/ouroboros/report/small");
  private static final String CELLS = "cell\npolicy=replace\n";
  private static final String HEADER =
      "cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z\n";

  private static JsonNode data(String page) throws IOException {
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void theSameTablesGiveTheSameBytes(@TempDir Path folder) throws IOException {
    Report.write(List.of(SMALL), folder.resolve("a.html"));
    Report.write(List.of(SMALL), folder.resolve("b.html"));
    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void thePageAsksTheNetworkForNothing() throws IOException {
    String page = Report.page(List.of(ReportSource.folder(SMALL)));
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContainPattern("(src|href)=[\"']?(https?:)?//");
    assertThat(page).doesNotContain("@import").doesNotContainPattern("url\\([\"']?http");
  }

  @Test
  void corpusTextStaysData() throws IOException {
    String page = Report.page(List.of(ReportSource.folder(SMALL)));
    assertThat(page.split("</script>", -1)).hasSize(5);
    assertThat(page).doesNotContain("<img", "\u2028", "\u2029", "\u001b", "\u202e");
    assertThat(data(page).at("/runs/0/samples/0/text").asText())
        .contains("</script><script>", "<img src=x onerror=alert(1)>");
  }

  @Test
  void severalRunsLieInOnePage() throws IOException {
    ReportSource small = ReportSource.folder(SMALL);
    assertThat(data(Report.page(List.of(small, small))).get("runs")).hasSize(2);
  }

  @Test
  void tablesAreLinkedFromTheFolderOfThePage() throws IOException {
    Map<String, String> tables = Map.of("cells.csv", CELLS, "summary.csv", HEADER);
    JsonNode runs =
        data(Report.page(
                List.of(
                    ReportSource.of("file:/runs/a", tables),
                    ReportSource.of("file:/runs/b", tables)),
                "file:/runs/b"))
            .get("runs");
    assertThat(runs)
        .extracting(run -> run.get("files").asText())
        .containsExactly("file:/runs/a/", "");
  }

  @Test
  void whatARunHasNotIsLeftOut() throws IOException {
    String page =
        Report.page(
            List.of(ReportSource.of("bare", Map.of("cells.csv", CELLS, "summary.csv", HEADER))));
    JsonNode run = data(page).at("/runs/0");
    assertThat(run.get("survival")).isEmpty();
    assertThat(run.has("verdicts")).isFalse();
    assertThat(run.get("notes").get(0).asText()).contains("no run.json");
  }

  @Test
  void aRunRecordThatIsNotJsonIsANoteAndNoFailure() throws IOException {
    String page =
        Report.page(
            List.of(
                ReportSource.of(
                    "bare", Map.of("cells.csv", CELLS, "summary.csv", HEADER, "run.json", "{,"))));
    assertThat(data(page).at("/runs/0/notes/0").asText()).startsWith("run.json is not JSON");
  }

  @Test
  void bigRunsStaySmallAndSayWhatIsLeftOut() throws IOException {
    StringBuilder summary = new StringBuilder(HEADER);
    for (int metric = 0; metric < 60; metric++) {
      for (int generation = 0; generation <= 3_000; generation++) {
        summary.append(
            "policy=replace,%d,m-%d,model,all,0.1234567891234,0.1,3,0.12,0.13,0.1,0.5\n"
                .formatted(generation, metric));
      }
    }
    String page =
        Report.page(
            List.of(
                ReportSource.of(
                    "big", Map.of("cells.csv", CELLS, "summary.csv", summary.toString()))));
    assertThat(page.length()).isLessThan(5_000_000);
    assertThat(data(page).at("/runs/0/notes").toString())
        .contains("Of 3001 generations, about 1000");
  }

  @Test
  void aFolderWithoutTablesSaysWhatItNeeds(@TempDir Path folder) {
    assertThatThrownBy(() -> Report.write(List.of(folder), folder.resolve("r.html")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder + "/cells.csv: no such table; a report is made from the OUT folder of a run");
    assertThat(folder.resolve("r.html")).doesNotExist();
  }

  @Test
  void noRunIsNoReport() {
    assertThatThrownBy(() -> Report.page(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one run");
  }

  @Test
  void aDamagedSampleNamesItsLine() {
    ReportSource run =
        ReportSource.of(
            "run",
            Map.of("cells.csv", CELLS, "summary.csv", HEADER, "samples.jsonl", "\n{\"cell\":1}\n"));
    assertThatThrownBy(() -> Report.page(List.of(run)))
        .isInstanceOf(IOException.class)
        .hasMessage("run/samples.jsonl:2: field `generation` is missing");
  }
}
