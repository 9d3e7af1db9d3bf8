package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a corpus are read, by their names. */
@Tag("spark")
class CorpusNamesTest {
  private static final Path ROWS =
      Path.of("src/test/resources/ouroboros/parquet/types/int64.parquet");

  private static final List<String> NAMES =
      List.of(
          "part[1]",
          "part{a,b}",
          "part*1",
          "my part 1",
          "part%201",
          "part#1",
          "part+1",
          "текст-é",
          "a,b",
          "part?1",
          "lang=en",
          "a\\b",
          "12:00",
          "a:b",
          "two\nlines");

  @TempDir Path folder;

  private Answer prepare(String... inputs) {
    List<String> arguments = new ArrayList<>(List.of("prepare"));
    arguments.addAll(List.of(inputs));
    arguments.addAll(List.of("--out", folder.resolve("OUT").toString()));
    return Answer.of(arguments.toArray(String[]::new));
  }

  private String rows(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(ROWS, file).toString();
  }

  private static void reads(Answer answer, int documents) {
    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(String.format(Locale.ROOT, "\ndocuments: %,d\n", documents));
  }

  @Test
  void everyNameIsRead() throws IOException {
    String lines = PreparationSession.lines(0, 40);
    List<String> named = new ArrayList<>();
    for (String name : NAMES) {
      rows("in/" + name + ".parquet");
      rows("in/dir " + name + "/x.parquet");
      String file = PreparationSession.write(folder.resolve("in/" + name + ".jsonl"), lines);
      if (!name.contains("\n")) { // an experiment file holds no control characters
        named.add(file);
      }
    }
    reads(prepare(folder.resolve("in").toString()), NAMES.size() * (40 + 40 + 40));
    Files.move(folder.resolve("OUT"), folder.resolve("OUT1"));
    reads(prepare(named.toArray(String[]::new)), (NAMES.size() - 1) * 40);
  }

  @Test
  void whatIsNamedIsReadAndWhatAFolderHidesIsCounted() throws IOException {
    String under = rows("in/_part1.parquet");
    String dot = rows("in/.part2.parquet");
    rows("in/ab.parquet");
    rows("in/lang=en/x.parquet");
    rows("in/_temporary/0/y.parquet");
    rows("in/_temporary/z.parquet");
    for (String mark : List.of("_SUCCESS", ".ab.parquet.crc", "lang=en/.x.parquet.crc.tmp")) {
      Files.createFile(folder.resolve("in/" + mark));
    }
    Files.delete(folder.resolve("in/.ab.parquet.crc"));
    Files.createFile(folder.resolve("in/.other.crc"));
    String in = folder.resolve("in").toString();
    Answer all = prepare(in);
    reads(all, 80);
    assertThat(all.out()).contains("hidden-files: 7\n");
    Files.move(folder.resolve("OUT"), folder.resolve("OUT1"));
    reads(prepare(under, dot), 80);
    Files.move(folder.resolve("OUT"), folder.resolve("OUT2"));
    Answer wild = prepare(in + "/*.parquet", in + "/_p*.parquet");
    reads(wild, 80);
    assertThat(wild.out()).contains("hidden-files: 2\n");
  }

  @Test
  void aNameThatIsAlsoAPatternIsReadOnce() throws IOException {
    String pattern = rows("in/a?.parquet");
    String other = rows("in/ab.parquet");
    reads(prepare(pattern, other), 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dat", "a.TXT", "a.txt.gz", "a.txt", "a"})
  void aTableUnderAnotherNameIsRefusedByItsHead(String name) throws IOException {
    String separator = name.contains("TXT") ? "\t" : ",";
    String table =
        PreparationSession.write(
            folder.resolve(name),
            String.join(separator, "id", "text", "label\n")
                + String.join(separator, "1", "\"Hello, you\"", "good\n").repeat(40));
    for (String unit : List.of("file", "line")) {
      Answer answer =
          Answer.of(
              "prepare",
              table,
              "--out",
              folder.resolve("OUT").toString(),
              "--set",
              "corpus.documents=" + unit);
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err())
          .contains(name, "is the head of a table", "a name that ends with .csv");
    }
  }

  @Test
  void textWithCommasIsNoTable() throws IOException {
    String text = "Hello, text\n".repeat(40) + "id,text\n";
    String file = PreparationSession.write(folder.resolve("a.txt"), text);
    Answer answer =
        Answer.of(
            "prepare",
            file,
            "--out",
            folder.resolve("OUT").toString(),
            "--set",
            "corpus.documents=line");
    reads(answer, 41);
  }

  @Test
  void outAndTheInputsOfTrainAndScoreMayHaveColons() throws IOException {
    String odd = folder.resolve("2024-01-01T12:00 #1 %41?").toString();
    String text =
        PreparationSession.write(Path.of(odd + "/in/t:1.txt"), "one two three\n".repeat(50));
    String spec =
        PreparationSession.write(
            folder.resolve("one.yaml"),
            """
            name: small
            seed: 7
            corpus: {source: "%s", documents: line, tokenizer: whitespace, sentences: lines}
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            """
                .formatted(text));
    assertThat(Answer.of("run", spec, "--out", odd + "/out:1").err()).isEmpty();
    assertThat(Files.readString(Path.of(odd + "/out:1/metrics.csv"), StandardCharsets.UTF_8))
        .contains("tokens");
    String arpa = odd + "/m:1.arpa";
    Answer trained =
        Answer.of("train", text, "--order", "2", "--smoothing", "additive", "--arpa", arpa);
    assertThat(trained.err()).isEmpty();
    Answer scored = Answer.of("score", arpa, text);
    assertThat(scored.err()).isEmpty();
    assertThat(scored.code()).isZero();
  }

  /**
   * What is counted is in the record of a run and in the answer of prepare, also the second time.
   */
  @Test
  void hiddenFilesAreInTheRecordOfARun() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/.git"));
    Files.writeString(in.resolve("HEAD"), "x");
    Files.writeString(in.resolveSibling("_SUCCESS"), "");
    for (int i = 0; i < 30; i++) {
      Files.writeString(in.resolveSibling("t" + i + ".txt"), "a b c d.\nb c a w" + i % 4 + ".\n");
    }
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"),
            "name: hidden\nseed: 1\ngenerations: 1\ncorpus: {source: "
                + in.getParent()
                + ", split: {real: 0.8, reserve: 0.0, guard: 0.0, test: 0.2}}\n"
                + "family: {kind: ngram, order: 1, smoothing: {kind: none}}\n"
                + "policy: {kind: replace}\n");
    for (int again = 0; again < 2; again++) {
      Answer run = Answer.of("run", spec.toString(), "--out", folder.resolve("RUN").toString());
      assertThat(run.code()).as(run.err()).isZero();
      String record = Files.readString(folder.resolve("RUN/run.json"));
      assertThat(record).containsPattern("\"corpusNotices\" : \\{[^}]*\"HIDDEN_FILES\" : 2");
      assertThat(prepare(in.getParent().toString()).out()).contains("hidden-files: 2\n");
    }
  }
}
