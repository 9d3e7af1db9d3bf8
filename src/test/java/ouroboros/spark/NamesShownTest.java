package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files with line ends and terminal escapes are shown escaped in every message. */
@Tag("spark")
class NamesShownTest {
  private static final String NAME = "a\nb\u001b[31m\u009b2J\u202e\r\u0007c";
  private static final String SHOWN = "a\\u000ab\\u001b[31m\\u009b2J\\u202e\\u000d\\u0007c";

  @TempDir Path folder;

  @Test
  void everyCommandShowsThemEscaped() throws IOException {
    Path missing = folder.resolve(NAME);
    Path damaged = Files.writeString(folder.resolve(NAME + ".arpa"), "no model\n");
    Path packed = Files.writeString(folder.resolve(NAME + ".gz"), "not packed");
    Path spec = Files.writeString(folder.resolve(NAME + ".yaml"), "name: A\nx\u00e9: 1\n");
    Path text = Files.writeString(folder.resolve("t.txt"), "a b\n");
    Path model =
        Files.writeString(
            folder.resolve("m.arpa"),
            "\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\n-1\t</s>\n\n\\end\\\n");
    String m = missing.toString();
    for (List<String> command :
        List.of(
            List.of("validate", m),
            List.of("validate", spec.toString()),
            List.of("run", m),
            List.of("run", spec.toString(), "--out", m),
            List.of("score", m, text.toString()),
            List.of("score", damaged.toString(), text.toString()),
            List.of("score", model.toString(), m),
            List.of("score", model.toString(), packed.toString()),
            List.of("train", m, "--order", "2", "--smoothing", "none"),
            List.of("train", text.toString(), "--order", "2", "--smoothing", NAME),
            List.of("measure", m, text.toString()),
            List.of("measure", text.toString(), m),
            List.of("prepare", m, "--out", folder.resolve("p").toString()),
            List.of("verify", m),
            List.of("audit", m),
            List.of("report", m),
            List.of("generate", m, "--generation", "1", "--sentences", "1"),
            List.of("generate", m, "--generation", NAME, "--sentences", "1"),
            List.of("validate", "--set", NAME + "=1", spec.toString()),
            List.of("--" + NAME),
            List.of(NAME))) {
      Answer answer = Answer.of(command.toArray(String[]::new));
      assertThat(answer.code()).as("%s", command).isNotZero();
      assertThat(answer.err()).as("%s", command).contains(SHOWN);
      assertThat(answer.err() + answer.out())
          .as("%s", command)
          .doesNotContain("\u001b", "\u009b", "\u202e", "\r", "\u0007", "a\nb");
    }
  }

  @Test
  void progressAndResultsOfAMeasurementShowThemEscaped() throws IOException {
    Path real = Files.writeString(folder.resolve("real.txt"), "a b c\na b d\n");
    Path made = Files.writeString(folder.resolve("g" + NAME), "a b c\na b e\n");
    PrintStream console = System.err;
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    System.setErr(new PrintStream(progress, true, StandardCharsets.UTF_8));
    Answer answer;
    try {
      answer =
          Answer.of(
              "measure",
              real.toString(),
              made.toString(),
              made.toString(),
              "--out",
              folder.resolve("o" + NAME).toString(),
              "--sentences",
              "lines");
    } finally {
      System.setErr(console);
    }
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("o" + SHOWN + "/report.html").hasLineCount(1);
    assertThat(progress.toString(StandardCharsets.UTF_8))
        .contains("reading ", "g" + SHOWN)
        .doesNotContain("\u001b[31m\u009b");
  }

  @Test
  void resultsShowThemEscaped() throws IOException {
    Path spec = folder.resolve(NAME + ".yaml");
    Files.copy(Path.of("conf/runs/quickstart.yaml"), spec);
    Answer answer = Answer.of("validate", spec.toString());
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(SHOWN + ".yaml: ok").hasLineCount(1);
  }
}
