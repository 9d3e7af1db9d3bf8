package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input ends a run with one message that gives the place, the problem, the limit and the way
 * out. It leaves nothing that a later run would take for data.
 */
@Tag("spark")
class BadInputTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 1
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private int number;

  @BeforeAll
  static void prepare() throws IOException {
    runs = new Runs(folder);
  }

  @Test
  void aMissingFileIsNamedWithItsNearest() throws IOException {
    refused(corpus(folder.resolve("smal.jsonl")), "smal.jsonl does not exist", "small.jsonl");
  }

  @Test
  void anEmptyCorpusIsRefused() throws IOException {
    refused(corpus(Files.writeString(folder.resolve("empty.txt"), "")), "the corpus is empty");
    refused(corpus(Files.writeString(folder.resolve("blank.txt"), "\n \n")), "the corpus is empty");
  }

  @Test
  void oneSentenceIsNoCorpus() throws IOException {
    Path one = Files.writeString(folder.resolve("one.txt"), "There is only this.\n");
    refused(
        corpus(one),
        "has no sentence",
        "only 1 documents and 1 sentences",
        "corpus.documents: line");
  }

  @Test
  void aFolderWithoutFilesIsNoCorpus() throws IOException {
    refused(
        corpus(Files.createDirectories(folder.resolve("nothing"))), "is a folder without a file");
  }

  @Test
  void aFolderIsNoExperiment() {
    Answer answer = Answer.of("run", folder.toString(), "--out", folder.resolve("o").toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(folder.toString()).hasLineCount(1);
  }

  @Test
  void aCutArchiveIsNamed() throws IOException {
    Path whole = folder.resolve("whole.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      Files.copy(folder.resolve("small.jsonl"), out);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.jsonl.gz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refused(corpus(cut), "cut.jsonl.gz");
  }

  @Test
  void anotherEncodingIsNamedWithItsFile() throws IOException {
    Path latin = folder.resolve("latin.txt");
    Files.write(latin, "Ein L\u00f6we.\n".repeat(99).getBytes(StandardCharsets.ISO_8859_1));
    refused(corpus(latin), "latin.txt", "not UTF-8");
  }

  @Test
  void keysAreCheckedBeforeAnythingStarts() throws IOException {
    Path spec = runs.spec("keys", LINES.replace("generations: 1", "generation: 1\nsize: -5"));
    Answer answer = Answer.of("run", spec.toString(), "--out", runs.out("keys").toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("keys.yaml:8: generation: unknown key", "nearest known key: generations")
        .contains("keys.yaml:9: size: -5");
    assertThat(runs.out("keys")).doesNotExist();
  }

  @Test
  void tooLittleReserveIsSaidInSentencesAndCanBeCorrectedInPlace() throws IOException {
    Path out = runs.out("reserve");
    Path spec =
        runs.spec(
            "reserve", LINES.replace("{kind: replace}", "{kind: fresh, real: {units: 100000}}"));
    Answer answer = Answer.of("run", spec.toString(), "--out", out.toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("policy fresh needs 1 x 100,000 sentences; reserve has ")
        .hasLineCount(1);
    assertThat(out).isEmptyDirectory();
    Answer corrected =
        Answer.of("run", spec.toString(), "--out", out.toString(), "--set", "policy.real.units=10");
    assertThat(corrected.err()).isEmpty();
    assertThat(corrected.code()).isZero();

    Answer other =
        Answer.of("run", spec.toString(), "--out", out.toString(), "--set", "policy.real.units=9");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("policy.real.units: 10 in the run that", "9 now", "choose another --out")
        .hasLineCount(1);

    holdsAgainstItsManifests(out);
  }

  /** Runs the commands that read a run on the run that was made above. */
  private static void holdsAgainstItsManifests(Path out) throws IOException {
    assertThat(Answer.of("verify", out.toString()))
        .returns(0, Answer::code)
        .extracting(Answer::out)
        .asString()
        .contains("all as sealed");
    Answer audit = Answer.of("audit", out.toString());
    assertThat(audit.code()).isZero();
    assertThat(audit.out())
        .contains("base replicate 0 generation 1: people, depth 0, 10 units")
        .contains("base replicate 0 generation 1: S_1, depth 1")
        .contains("every ledger adds up");
    assertThat(Answer.of("report", out.toString()).out()).endsWith("report.html\n");

    List<Path> tables;
    try (Stream<Path> files = Files.walk(out)) {
      tables = files.filter(file -> file.getFileName().toString().matches("[ST]-\\d.*")).toList();
    }
    byte[] bytes = Files.readAllBytes(tables.get(0));
    bytes[bytes.length / 2] ^= 4;
    Files.write(tables.get(0), bytes);
    Files.delete(tables.get(1));
    Path text;
    try (Stream<Path> files = Files.walk(out.resolve("corpus"))) {
      text = files.filter(file -> file.toString().contains("real")).findFirst().orElseThrow();
    }
    byte[] block = Files.readAllBytes(text);
    block[block.length - 3] ^= 4;
    Files.write(text, block);
    Answer damaged = Answer.of("verify", out.toString());
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.out())
        .contains(tables.get(0) + ": SHA-256 ")
        .contains(tables.get(1) + ": missing")
        .contains(text.getFileName() + ": SHA-256 ")
        .contains("3 damaged or missing");
  }

  @Test
  void aDiskThatCannotBeWrittenIsNamed() throws IOException {
    Path spec = runs.spec("unwritable", LINES);
    Answer answer = Answer.of("run", spec.toString(), "--out", "/proc/nothing");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("/proc/nothing").hasLineCount(1).doesNotContain("\tat ");
  }

  /** An experiment on this corpus. */
  private Path corpus(Path source) throws IOException {
    String spec = "name: bad\nseed: 1\ncorpus: {source: " + source + "}\n" + LINES;
    return Files.writeString(folder.resolve("bad-" + number++ + ".yaml"), spec);
  }

  private static void refused(Path spec, String... said) {
    Path out = folder.resolve("out-" + spec.getFileName());
    Answer answer = Answer.of("run", spec.toString(), "--out", out.toString());
    assertThat(answer.err()).contains(said).doesNotContain("\tat ");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    if (Files.exists(out)) {
      assertThat(out).isEmptyDirectory();
    }
  }
}
