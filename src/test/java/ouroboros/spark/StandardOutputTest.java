package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where results cannot be written to standard output, a command fails; pipes and devices work. */
@Tag("spark")
@EnabledOnOs(OS.LINUX)
class StandardOutputTest {
  private static final Path SCORE = Path.of("src/test/resources/ouroboros/ngram/score/lines");

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "tiny",
            "family: {kind: ngram, order: 1}\n"
                + "policy: {kind: replace}\n"
                + "generations: 1\n"
                + "metrics: [tokens]\n");
    out = runs.out("o");
    Runs.run(Runs.session(), spec, out);
  }

  @Test
  void aFullDiskIsAFailureOfEveryCommandThatPrints() throws IOException, InterruptedException {
    String model = SCORE.resolve("m.arpa").toString();
    String text = SCORE.resolve("text.txt").toString();
    List<String[]> commands =
        List.of(
            new String[] {"--version"},
            new String[] {"score", "--help"},
            new String[] {"validate", "conf/runs/quickstart.yaml"},
            new String[] {"score", model, text, "--sentences", "lines"},
            new String[] {"generate", out.toString(), "--generation", "1", "--sentences", "9"},
            new String[] {"verify", out.toString()},
            new String[] {"audit", out.toString()});
    for (String[] command : commands) {
      Path err = folder.resolve("err");
      int code =
          ChildRun.command(command)
              .redirectOutput(new File("/dev/full"))
              .redirectError(err.toFile())
              .start()
              .waitFor();
      assertThat(code).as(String.join(" ", command)).isEqualTo(1);
      assertThat(Files.readString(err)).contains("could be written to standard output");
    }
  }

  @Test
  void scoreReadsStandardInput() throws IOException, InterruptedException {
    for (String input : List.of("/dev/stdin", "-")) {
      Path scores = folder.resolve("scores");
      Process process =
          ChildRun.command(
                  "score",
                  SCORE.resolve("m.arpa").toString(),
                  input,
                  "--tokenizer",
                  "whitespace",
                  "--sentences",
                  "lines",
                  "--lower-case",
                  "false")
              .redirectOutput(scores.toFile())
              .redirectError(folder.resolve("err2").toFile())
              .start();
      try (var in = process.getOutputStream()) {
        in.write(Files.readAllBytes(SCORE.resolve("text.txt")));
      }
      assertThat(process.waitFor()).isZero();
      assertThat(scores).content().hasLineCount(20);
    }
  }

  private static Answer train(String arpa) {
    return Answer.of(
        "train",
        SCORE.resolve("text.txt").toString(),
        "--order",
        "2",
        "--smoothing",
        "witten-bell",
        "--tokenizer",
        "whitespace",
        "--sentences",
        "lines",
        "--arpa",
        arpa);
  }

  /** A model is read through the one function that makes paths of names. */
  @Test
  void aModelMayHaveAColonInItsName() throws IOException {
    Path odd = Files.copy(SCORE.resolve("m.arpa"), folder.resolve("s3a:m:1.arpa"));
    String text = SCORE.resolve("text.txt").toString();
    String expected = Answer.of("score", SCORE.resolve("m.arpa").toString(), text).out();
    assertThat(Answer.of("score", odd.toString(), text).out()).isEqualTo(expected);
    for (String missing : new String[] {"none.arpa", "no:ne.arpa", "s3a:none.arpa"}) {
      Answer none = Answer.of("score", folder.resolve(missing).toString(), text);
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.err()).contains(missing + " does not exist").doesNotContain("damaged");
    }
    Answer place = Answer.of("score", folder.toString(), text);
    assertThat(place.code()).isEqualTo(2);
    assertThat(place.err()).contains("is a folder; name an ARPA file");
  }

  @Test
  void aModelReplacesNothingButAFile() throws IOException, InterruptedException {
    Path plain = folder.resolve("plain.arpa");
    assertThat(train(plain.toString()).code()).isZero();
    String expected = Files.readString(plain);
    assertThat(expected).contains("\\2-grams:");

    Path empty = Files.createDirectory(folder.resolve("empty.arpa"));
    Answer refused = train(empty.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--arpa: ", "is a folder; name a file");
    assertThat(empty).isEmptyDirectory();

    Path target = Files.writeString(folder.resolve("far.arpa"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.arpa"), Path.of("far.arpa"));
    assertThat(train(link.toString()).code()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(target).isRegularFile().hasContent(expected);

    Path pipe = folder.resolve("pipe.arpa");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path read = folder.resolve("read.arpa");
    Process reader =
        new ProcessBuilder("cat", pipe.toString()).redirectOutput(read.toFile()).start();
    assertThat(train(pipe.toString()).code()).isZero();
    assertThat(reader.waitFor()).isZero();
    assertThat(read).hasContent(expected);
    assertThat(Files.isRegularFile(pipe)).isFalse();

    assertThat(train("/dev/null").code()).isZero();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    Answer full = train("/dev/full");
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.err()).contains("cannot write /dev/full");
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }
}
