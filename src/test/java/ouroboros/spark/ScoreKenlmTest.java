package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code score} against KenLM, on files that other programs make; see README.md of the files. */
@Tag("spark")
class ScoreKenlmTest {
  private static final Path FILES = Path.of("src/test/resources/ouroboros/ngram/score");

  @TempDir Path folder;

  private static Answer score(Path model, Path text) {
    return Answer.of(
        "score",
        model.toString(),
        text.toString(),
        "--tokenizer",
        "whitespace",
        "--sentences",
        "lines",
        "--lower-case",
        "false");
  }

  /** TOTAL/OOV of each line, without the JSON line. */
  private static List<String> lines(Answer answer) {
    assertThat(answer.code()).as(answer.err()).isZero();
    List<String> lines = new ArrayList<>();
    answer
        .out()
        .lines()
        .filter(line -> !line.startsWith("{"))
        .forEach(
            line -> {
              String[] fields = line.split("\t");
              lines.add(
                  String.format(Locale.ROOT, "%.4f/%s", Double.parseDouble(fields[0]), fields[1]));
            });
    return lines;
  }

  private static List<String> kenlm(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" "))
        .map(
            fields ->
                String.format(Locale.ROOT, "%.4f/%s", Double.parseDouble(fields[1]), fields[3]))
        .toList();
  }

  @Test
  void unkInCapitalsIsTheUnknownWord() throws IOException {
    Path here = FILES.resolve("unk-caps");
    assertThat(lines(score(here.resolve("caps.arpa"), here.resolve("text.txt"))))
        .isEqualTo(kenlm(here.resolve("kenlm.txt")));
  }

  @Test
  void wordsThatAreNotInNfcAreFound() throws IOException {
    Path here = FILES.resolve("nfd");
    List<String> expected = kenlm(here.resolve("kenlm.txt"));
    assertThat(lines(score(here.resolve("m.arpa"), here.resolve("text.txt")))).isEqualTo(expected);

    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
      Path text =
          Files.writeString(
              folder.resolve(form + ".txt"),
              Normalizer.normalize(Files.readString(here.resolve("text.txt")), form));
      assertThat(lines(score(here.resolve("m.arpa"), text)))
          .hasSameSizeAs(expected)
          .allMatch(line -> line.endsWith("/0"));
    }
  }

  @Test
  void twoSpellingsOfOneWordStayTwoWords() throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("two.arpa"),
            "\\data\\\nngram 1=5\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\n-0.5\t</s>\n"
                + "-0.25\te\u0301\n-0.75\t\u00e9\n\n\\end\\\n");
    Path text = Files.writeString(folder.resolve("two.txt"), "e\u0301\n\u00e9\nx\n");
    assertThat(lines(score(model, text))).containsExactly("-0.7500/0", "-1.2500/0", "-1.5000/1");
  }

  @Test
  void aLineIsWhatEndsInLineFeedAndEveryLineHasAScore() throws IOException {
    Path here = FILES.resolve("lines");
    List<String> expected = kenlm(here.resolve("kenlm.txt"));
    assertThat(expected).hasSize(19);
    assertThat(lines(score(here.resolve("m.arpa"), here.resolve("text.txt")))).isEqualTo(expected);

    Path blank = Files.writeString(folder.resolve("blank.txt"), "\n\nthe river runs\n \n\n");
    assertThat(lines(score(here.resolve("m.arpa"), blank)))
        .containsExactly(
            expected.get(5), expected.get(5), expected.get(0), expected.get(5), expected.get(5));
    Path json = Files.writeString(folder.resolve("t.jsonl"), "{\"text\": \"\\nthe river runs\"}\n");
    assertThat(lines(score(here.resolve("m.arpa"), json)))
        .containsExactly(expected.get(5), expected.get(0));
  }

  @Test
  void aPipeIsReadAsAStream() throws IOException, InterruptedException {
    Path here = FILES.resolve("lines");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("cp", here.resolve("text.txt").toString(), pipe.toString()).start();
    assertThat(lines(score(here.resolve("m.arpa"), pipe)))
        .isEqualTo(kenlm(here.resolve("kenlm.txt")));
    assertThat(writer.waitFor()).isZero();
  }

  @TestFactory
  List<DynamicTest> whatKenlmReadsIsReadAndTheRestRefused() throws IOException {
    Path here = FILES.resolve("whitespace");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(here.resolve("kenlm.tsv"))) {
      String[] fields = line.split("\t");
      tests.add(dynamicTest(fields[0], () -> same(here.resolve(fields[0]), fields[1])));
    }
    String base = Files.readString(here.resolve("a-base.arpa"));
    int number = 0;
    for (String line : Files.readAllLines(here.resolve("more.tsv"))) {
      String[] fields = line.split("\t");
      Path model = folder.resolve("edit" + number++ + ".arpa");
      tests.add(
          dynamicTest(
              fields[0] + " -> " + fields[1],
              () -> {
                String from = unescaped(fields[0]);
                int at = base.indexOf(from);
                Files.writeString(
                    model,
                    base.substring(0, at)
                        + unescaped(fields[1])
                        + base.substring(at + from.length()),
                    StandardCharsets.UTF_8);
                same(model, fields[2]);
              }));
    }
    return tests;
  }

  private static String unescaped(String text) {
    return text.replace("\\\\", "\0")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\r", "\r")
        .replace("\0", "\\");
  }

  private static void same(Path model, String expected) {
    Answer answer = score(model, FILES.resolve("whitespace/text.txt"));
    if (expected.equals("refused")) {
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).startsWith(model + ": line ").hasLineCount(1);
    } else {
      assertThat(lines(answer)).containsExactly(expected.split(" "));
    }
  }

  @Test
  void aRefusalIsTrue() {
    Path here = FILES.resolve("whitespace");
    assertThat(said(here.resolve("h-trailing-space-header.arpa")))
        .contains("line 13: expected \\2-grams:, found \"\\2-grams: \"");
    assertThat(said(here.resolve("k-trailing-tab.arpa"))).contains("line 11: \"\" is no finite");
    assertThat(said(here.resolve("l-trailing-space.arpa")))
        .contains("line 18: white space behind the last word");
    assertThat(said(here.resolve("q-space-after-prob.arpa")))
        .contains("line 6: expected LOG10 TAB");
    assertThat(said(here.resolve("u-text-after-end.arpa")))
        .contains("text behind \\end\\: \"trailing remark\"");
  }

  private static String said(Path model) {
    return score(model, FILES.resolve("whitespace/text.txt")).err();
  }
}
