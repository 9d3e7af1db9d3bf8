package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String QUICKSTART = "conf/runs/quickstart.yaml";

  @TempDir Path folder;

  private record Answer(int code, String out, String err) {}

  @Test
  void saysThatAFileIsRight() {
    Answer answer = run("validate", QUICKSTART);
    assertThat(answer)
        .isEqualTo(
            new Answer(0, QUICKSTART + ": ok, 6 cells x 5 replicates x 10 generations\n", ""));
  }

  @Test
  void saysEveryProblemOfEveryFile() throws IOException {
    Path a = Files.writeString(folder.resolve("a.yaml"), "name: A\nseed: 1\n");
    Path b = Files.writeString(folder.resolve("b.yaml"), "");
    Answer answer = run("validate", a.toString(), QUICKSTART, b.toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).startsWith(QUICKSTART + ": ok").hasLineCount(1);
    assertThat(answer.err().lines())
        .containsExactly(
            a + ":1: name: \"A\" is no name; it must be [a-z0-9-]{1,60}",
            a + ":1: generations: missing; it must be a whole number in 1 .. 1000000",
            a + ":1: family: missing; it must be a map such as {kind: ngram, order: 3}",
            a + ":1: policy: missing; it must be a map such as {kind: replace}",
            b + ":1: the file is empty; it must hold an experiment");
  }

  @Test
  void overridesAreValidatedToo() {
    assertThat(run("validate", QUICKSTART, "--set", "replicates=7", "--set=generations=2").out())
        .contains("6 cells x 7 replicates x 2 generations");
    Answer wrong = run("validate", QUICKSTART, "--set", "family.order=7");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .isEqualTo(
            "--set family.order: family.order: 7 is out of range; it must be a whole number in 1 .."
                + " 6\n");
  }

  @Test
  void aClusterIsAskedAboutWithoutReadingText() {
    String size = "cores=1000, memory=8g, real=1e11, generation=1e12";
    Answer answer = run("run", QUICKSTART, "--forecast", "--cluster", size);
    assertThat(answer.code()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("3-grams, without smoothing, on 1000 cores (125 workers)", "63579 files");
    Answer wrong = run("run", QUICKSTART, "--forecast", "--cluster", "cores=1, memory=1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("--cluster: memory: expected a number of bytes");
    assertThat(run("run", QUICKSTART, "--cluster", size).err())
        .contains("--cluster needs --forecast");
  }

  @Test
  void helpGoesToStandardOutputAndListsTheKinds() {
    Answer help = run("validate", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("SPEC", "--set", "ngram", "modified-kneser-ney", "accumulate-subsample");
    assertThat(run("--help").out()).contains("validate");
    assertThat(run("--version").out()).startsWith("ouroboros ");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    Answer answer = run("validat");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            """
            ouroboros: unknown command "validat"; nearest: validate
            Try 'ouroboros --help'.
            """);
    assertThat(run("dance").err()).startsWith("ouroboros: unknown command \"dance\"; commands: ");
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    Answer answer = run("validate", "--ste", "a=b", "x.yaml");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            """
            ouroboros validate: unknown option "--ste"; nearest: --set
            Try 'ouroboros validate --help'.
            """);
    assertThat(run("validate", "--fast", "x.yaml").err())
        .contains("unknown option \"--fast\"; options: ", "--set");
    assertThat(run("validate", "--ste=a=b", "x.yaml").err()).contains("nearest: --set");
  }

  @Test
  void withoutACommandThereIsUsage() {
    Answer answer = run();
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("no command is given", "Usage:");
    assertThat(run("validate").code()).isEqualTo(2);
  }

  @Test
  void aFailureIsOneMessage() {
    StringWriter err = new StringWriter();
    Failures quiet = new Failures(Map.of(), new PrintWriter(err, true));
    assertThat(quiet.failed(new IllegalStateException("the disk is full"))).isEqualTo(1);
    assertThat(quiet.failed(new OutOfMemoryError())).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("ouroboros: the disk is full"),
            line ->
                assertThat(line)
                    .matches("ouroboros: the heap of .* is full.*; .*, for example .*memory .*"));
  }

  @Test
  void aStackTraceIsForThoseWhoAsk() {
    StringWriter err = new StringWriter();
    Failures loud = new Failures(Map.of("OUROBOROS_DEBUG", "1"), new PrintWriter(err, true));
    assertThat(loud.failed(new IllegalStateException("the disk is full"))).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ouroboros.cli.MainTest");
  }

  private static Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    return new Answer(code, out.toString(), err.toString());
  }
}
