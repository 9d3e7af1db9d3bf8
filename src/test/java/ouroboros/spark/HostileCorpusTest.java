package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus whose words and strata are written to harm whoever looks at the results. */
@Tag("spark")
class HostileCorpusTest {
  private static final List<String> HOSTILE =
      List.of(
          "../../../etc/passwd",
          "/tmp/absolute",
          "x".repeat(300),
          "two\nlines, \"quoted\"",
          "<script>alert(1)</script>",
          "</script><img src=x onerror=alert(1)>",
          "=cmd|' /C calc'!A0",
          "\u001b[31mred\u001b[2J",
          "\u202egnp.exe",
          "a:b{c}*?");

  @TempDir static Path folder;
  private static Path out;
  private static Answer answer;

  @BeforeAll
  static void runOnIt() throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      String hostile = HOSTILE.get(i % HOSTILE.size());
      ObjectNode document = json.createObjectNode();
      document.put("id", hostile + i).put("stratum", hostile);
      document.put("text", "we say " + hostile + " to w" + i % 37 + " and go on");
      lines.append(document).append('\n');
    }
    Path corpus = Files.writeString(folder.resolve("corpus.jsonl"), lines);
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: hostile
            seed: 3
            corpus: {source: "%s", tokenizer: whitespace, sentences: lines, lower-case: false}
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            metrics: all
            """
                .formatted(corpus));
    out = folder.resolve("out");
    answer = Answer.of("run", spec.toString(), "--out", out.toString());
  }

  @Test
  void theRunIsDoneAndStaysInItsFolder() throws IOException {
    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("corpus.jsonl", "spec.yaml", "out");
    }
    assertThat(Path.of("/tmp/absolute")).doesNotExist();
  }

  @Test
  void theConsoleShowsNoEscapes() {
    assertThat(answer.out() + answer.err()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void theReportHoldsNothingThatRuns() throws IOException {
    String report = Files.readString(out.resolve("report.html"));
    assertThat(report)
        .contains("\\u003cscript\\u003ealert(1)")
        .doesNotContain("<script>alert", "<img src=x", "\u001b", "\u202e");
  }

  @Test
  void tablesHaveTheirColumnsAndNoFormulaBegins() throws IOException {
    for (String table : Runs.TABLES) {
      if (table.endsWith(".jsonl")) {
        continue;
      }
      String text = Files.readString(out.resolve(table));
      int columns = 1;
      int first = -1;
      boolean quoted = false;
      boolean begins = true;
      for (char c : text.toCharArray()) {
        if (begins && !quoted) {
          assertThat(c).as(table).isNotIn('=', '@');
        }
        quoted ^= c == '"';
        begins = !quoted && (c == ',' || c == '\n');
        if (!quoted && c == ',') {
          columns++;
        } else if (!quoted && c == '\n') {
          first = first < 0 ? columns : first;
          assertThat(columns).as(table).isEqualTo(first);
          columns = 1;
        }
      }
    }
    JsonMapper json = JsonMapper.builder().build();
    for (String line : Files.readAllLines(out.resolve("samples.jsonl"))) {
      assertThat(json.readTree(line).path("text").isTextual()).isTrue();
    }
  }

  @Test
  void everyStratumIsMeasuredUnderItsName() throws IOException {
    String metrics = Files.readString(out.resolve("metrics.csv"));
    assertThat(HOSTILE)
        .allSatisfy(each -> assertThat(metrics).contains("stratum=" + each.replace("\"", "\"\"")));
  }
}
