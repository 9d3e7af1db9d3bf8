package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code measure} as a user calls it. */
@Tag("spark")
class MeasureJobTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(
        folder.resolve("real.txt"), "a b c\na b d\nc c d e\nf\n".repeat(10) + "g h\n");
    Files.writeString(folder.resolve("gen1.txt"), "a b c\na b d\nc c i\n".repeat(10));
    Files.writeString(folder.resolve("gen2.txt"), "a b c\na b\n".repeat(12));
  }

  @Test
  void twoTextsGiveOneLineOfJsonAndAPage() throws IOException {
    Answer answer = measure("real.txt", "gen1.txt", "--out", path("pair"));
    assertThat(answer.code()).as(answer.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(answer.out());
    List<String> metrics = new ArrayList<>();
    for (JsonNode row : json.path("metrics")) {
      metrics.add(row.path("metric").asText());
      assertThat(row.path("subject").asText()).isEqualTo("synthetic");
      assertThat(row.path("scope").asText()).isEqualTo("all");
    }
    assertThat(metrics).contains("types-1", "js-2", "novel-1").doesNotHaveDuplicates();
    assertThat(Files.readString(folder.resolve("pair/report.html")))
        .contains("vocabulary-retention", "gen1.txt");
  }

  @Test
  void generationsMadeElsewhereGiveTheTablesOfARun() throws IOException {
    Answer answer = measure("real.txt", "gen1.txt", "gen2.txt", "--out", path("lineage"));
    assertThat(answer.code()).as(answer.err()).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("lineage/metrics.csv"));
    assertThat(rows)
        .contains(
            "base,0,1,types-1,synthetic,all,5.0",
            "base,0,1,retention-1,synthetic,all,0.5",
            "base,0,2,types-1,synthetic,all,3.0",
            "base,0,2,sentences,synthetic,all,24.0")
        .noneMatch(row -> row.startsWith("base,0,1,") && row.contains(",training,"));
    assertThat(Files.readAllLines(folder.resolve("lineage/survival.csv")))
        .contains("base,0,1,1,1,1,2,0,", "base,0,2,1,10,10,2,0,");
    for (String file : List.of("cells.csv", "summary.csv", "ranks.csv", "samples.jsonl")) {
      assertThat(folder.resolve("lineage").resolve(file)).isNotEmptyFile();
    }
    assertThat(folder.resolve("lineage/report.html")).isNotEmptyFile();
    JsonNode run = new ObjectMapper().readTree(folder.resolve("lineage/run.json").toFile());
    assertThat(run.path("madeElsewhere")).hasSize(2);
    assertThat(run.path("madeElsewhere").get(1).asText()).endsWith("gen2.txt");
    List<String> baselines = Files.readAllLines(folder.resolve("lineage/baselines.csv"));
    assertThat(baselines).anyMatch(row -> row.startsWith("js-1,all,"));

    assertThat(measure("real.txt", "gen1.txt", "gen2.txt", "--out", path("lineage")).code())
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("lineage/baselines.csv"))).isEqualTo(baselines);

    Answer generated =
        Answer.of(
            "generate", path("lineage"), "--cell", "base", "--generation", "1", "--sentences", "2");
    assertThat(generated.code()).isEqualTo(2);
    assertThat(generated.err()).contains("gen1.txt").contains("made elsewhere");

    Answer other = measure("real.txt", "gen2.txt", "gen1.txt", "--out", path("lineage"));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("holds other generations");
  }

  @Test
  void aPolicyThatWasNamedBringsItsLaws() throws IOException {
    Answer answer =
        measure("real.txt", "gen1.txt", "gen2.txt", "--out", path("law"), "--policy", "replace");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("law/survival.csv")))
        .anyMatch(row -> row.startsWith("base,0,1,1,1,1,2,0,1.26"));
  }

  @Test
  void wrongArgumentsAreSaidAtOnce() {
    Answer none = measure("real.txt", "gen1.txt", "gen2.txt");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--out");
    Answer wrong = measure("real.txt", "gen1.txt", "--metric-order", "9", "--metrics", "typs-1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--metric-order").contains("1 .. 6");
  }

  private static Answer measure(String... names) {
    List<String> arguments = new ArrayList<>(List.of("measure"));
    for (String name : names) {
      arguments.add(name.endsWith(".txt") ? path(name) : name);
    }
    arguments.addAll(
        List.of("--tokenizer", "whitespace", "--sentences", "lines", "--lower-case", "false"));
    return Answer.of(arguments.toArray(String[]::new));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  /** What cannot be written is said before anything is measured. */
  @Test
  void aFileInPlaceOfAFolderIsRefusedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), "mine");
    for (String to : List.of(file.toString(), file + "/sub/deeper")) {
      for (int generations = 1; generations <= 2; generations++) {
        List<String> names = new ArrayList<>(List.of("real.txt", "gen1.txt", "gen2.txt"));
        names = new ArrayList<>(names.subList(0, 1 + generations));
        names.addAll(List.of("--out", to));
        Answer answer = measure(names.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("page.html is a file; --out takes a folder");
      }
    }
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void namesWithColonsAreNames() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a:b"));
    Files.copy(folder.resolve("real.txt"), odd.resolve("r:1.txt"));
    Files.copy(folder.resolve("gen1.txt"), odd.resolve("s3a:g.txt"));
    Answer pair = measure(odd + "/r:1.txt", odd + "/s3a:g.txt", "--out", odd + "/out:1");
    assertThat(pair.code()).as(pair.err()).isZero();
    assertThat(odd.resolve("out:1/report.html")).isNotEmptyFile();
    Answer many = measure(odd + "/r:*.txt", odd + "/s3a:*", "gen2.txt", "--out", odd + "/out:2");
    assertThat(many.code()).as(many.err()).isZero();
    assertThat(odd.resolve("out:2/metrics.csv")).isNotEmptyFile();
    Answer page = Answer.of("report", odd + "/out:2", "--out", odd + "/p:q");
    assertThat(page.code()).as(page.err()).isZero();
    assertThat(Answer.of("verify", odd + "/out:2").code()).isZero();
  }
}
