package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.spark.corpus.CorpusReader;

/** Tables and packed files are read as JSON lines with the same fields, by every command. */
@Tag("spark")
class TableCorpusTest {
  private static final int ROWS = 40;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder csv = new StringBuilder("name,body,kind,year\n");
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      String kind = i % 2 == 0 ? "a" : "b";
      String words = "Word " + i + ", \"quoted\" and plain " + i % 7 + ". Next one.";
      String body = '"' + words.replace("\"", "\"\"") + '"';
      csv.append(String.join(",", "n" + i, body, kind, "" + (1900 + i))).append('\n');
      json.append("{\"name\":\"n").append(i).append("\",\"body\":\"");
      json.append(words.replace("\"", "\\\"")).append("\",\"kind\":\"").append(kind);
      json.append("\",\"year\":").append(1900 + i).append("}\n");
    }
    Files.writeString(folder.resolve("c.csv"), csv);
    Files.writeString(folder.resolve("c.jsonl"), json);
    for (String name : List.of("c.csv", "c.jsonl")) {
      try (OutputStream out =
          new ZstdOutputStream(Files.newOutputStream(folder.resolve(name + ".zst")))) {
        out.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
  }

  private Answer prepare(String name, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("prepare", path(name), "--out", out(name)));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Answer.of(arguments.toArray(String[]::new));
  }

  private String out(String name) {
    return folder.resolve("out-" + name).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.csv", "c.csv.zst", "c.jsonl.zst"})
  void aTableIsTheSameCorpusAsJsonLines(String name) {
    for (String each : List.of(name, "c.jsonl")) {
      Answer answer =
          prepare(
              each,
              "corpus.text=body",
              "corpus.id=name",
              "corpus.stratum=kind",
              "corpus.period=year");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.out()).contains("documents: " + ROWS).doesNotContain("missing");
    }
    assertThat(CorpusReader.open(out(name)).corpus().textHash())
        .isEqualTo(CorpusReader.open(out("c.jsonl")).corpus().textHash());
    assertThat(CorpusReader.open(out(name)).corpus().strata())
        .isEqualTo(CorpusReader.open(out("c.jsonl")).corpus().strata());
  }

  @Test
  void aTableWithoutTheColumnIsRefusedAndNeverText() throws IOException {
    Answer answer = prepare("c.csv");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("c.csv:1: no column \"text\"; nearest first, the table has");
    Files.move(folder.resolve("c.csv"), folder.resolve("c.txt"));
    Answer text = prepare("c.txt", "corpus.text=body");
    assertThat(text.code()).isEqualTo(2);
    assertThat(text.err()).contains("corpus.text: \"body\" names a field, but", "plain text");
  }

  @Test
  void fieldsOfPlainTextAreRefused() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "one sentence. another one.\n".repeat(50));
    Files.createDirectories(folder.resolve("all"));
    Files.copy(folder.resolve("notes.txt"), folder.resolve("all/notes"));
    Answer file = prepare("notes.txt", "corpus.stratum=genre");
    assertThat(file.err())
        .contains("corpus.stratum: \"genre\" names a field, but", "notes.txt is plain text");
    Answer all = prepare("all", "corpus.period=year", "corpus.documents=line");
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.err()).contains("corpus.period: \"year\" names a field, but", "all/notes is");
    assertThat(prepare("all", "corpus.documents=line").code()).isZero();
  }

  @Test
  void commandsReadTablesToo() {
    String arpa = path("m.arpa");
    List<String> models = new ArrayList<>();
    List<String> scores = new ArrayList<>();
    for (String name : List.of("c.csv", "c.jsonl.zst")) {
      Answer train =
          Answer.of(
              "train",
              path(name),
              "--text",
              "body",
              "--order",
              "2",
              "--smoothing",
              "witten-bell",
              "--arpa",
              arpa);
      assertThat(train.err()).isEmpty();
      models.add(read(arpa));
      Answer score = Answer.of("score", arpa, path(name), "--text", "body");
      assertThat(score.code()).isZero();
      scores.add(score.out());
      Answer measure = Answer.of("measure", path(name), path("c.jsonl"), "--text", "body");
      assertThat(measure.err()).isEmpty();
      assertThat(measure.out()).contains("\"vocabulary-retention\"");
    }
    assertThat(models.get(0)).isEqualTo(models.get(1));
    assertThat(scores.get(0)).isEqualTo(scores.get(1)).contains("\"sentences\":80");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
