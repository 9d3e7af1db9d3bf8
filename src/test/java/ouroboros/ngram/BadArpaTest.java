package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ouroboros.ngram.arpa.ArpaException;
import ouroboros.ngram.arpa.ArpaModel;
import ouroboros.ngram.arpa.ArpaReader;

/** The reader of ARPA files with bad input: every error names the line. */
class BadArpaTest {
  private static final String RIGHT =
      """
      \\data\\
      ngram 1=4
      ngram 2=2

      \\1-grams:
      -1.0\t<unk>
      -99\t<s>\t-0.5
      -0.6\t</s>
      -0.4\tword\t-0.3

      \\2-grams:
      -0.1\t<s> word
      -0.2\tword </s>

      \\end\\
      """;

  /** The text in the file, its replacement, and the error with its line. */
  private record Case(String what, String from, String to, long line, String said) {}

  private static final List<Case> CASES =
      List.of(
          new Case("nothing", RIGHT, "", 1, "the file ends here"),
          new Case("no head", "\\data\\\n", "", 1, "is this an ARPA file?"),
          new Case("a mark of its bytes", "\\data\\", "\uFEFF\\data\\", 1, "expected \\data\\"),
          new Case("an order too many", "2=2\n", "2=2\nngram 4=1\n", 4, "expected ngram 3="),
          new Case("no order", "ngram 1=4\nngram 2=2\n", "", 2, "the head counts 0 orders"),
          new Case("a count that is none", "1=4", "1=four", 2, "\"four\" is no count"),
          new Case("a negative count", "1=4", "1=-4", 2, "\"-4\" is no count"),
          new Case("a count without end", "1=4", "1=" + "9".repeat(99), 2, "is no count"),
          new Case("a count that was not kept", "1=4", "1=1000000000", 10, "the section has 4"),
          new Case("a count too small", "1=4", "1=3", 9, "the section has more"),
          new Case("no unigrams", "\\1-grams:\n", "", 5, "expected \\1-grams:"),
          new Case("another section", "\\2-grams:", "\\3-grams:", 11, "expected \\2-grams:"),
          new Case("a number that is none", "-0.4\tw", "much\tw", 9, "\"much\" is no finite"),
          new Case("not a number", "-0.4\tw", "NaN\tw", 9, "no finite number"),
          new Case("minus infinity", "-0.4\tw", "-Infinity\tw", 9, "no finite number"),
          new Case("a number too large", "-0.4\tw", "-1e99\tw", 9, "no finite number"),
          new Case("a probability above one", "-0.4\tw", "0.4\tw", 9, "above 0"),
          new Case("spaces for tabs", "-0.4\tword\t", "-0.4 word ", 9, "LOG10 TAB"),
          new Case("an empty word", "-0.4\tword", "-0.4\t", 9, "a word is empty"),
          new Case("two words", "-0.4\tword", "-0.4\tword two", 9, "2 words in the section"),
          new Case("no number of backing off", "-0.3\n", "\n", 9, "no finite number"),
          new Case("no end of sentence", "-0.6\t</s>", "-0.6\tend", 10, "have no </s>"),
          new Case("a word twice", "-0.6\t</s>", "-0.6\tword", 9, "occurs twice"),
          new Case("a pair twice", "-0.2\tword </s>", "-0.2\t<s> word", 13, "occurs twice"),
          new Case("a word unheard of", "<s> word", "<s> words", 12, "is no unigram"),
          new Case("a weight too many", "<s> word", "<s> word\t-1", 12, "highest order"),
          new Case("a byte 0", "-0.1\t<s> word", "-0.1\t<s> wo\0rd", 12, "is no unigram"),
          new Case("cut in a line", "ord </s>\n\n\\end\\\n", "", 13, "1 words in the section"),
          new Case("cut between lines", "-0.2\tword </s>\n\n\\end\\\n", "", 13, "was it cut off?"),
          new Case("cut at the end", "\\end\\\n", "", 15, "\\end\\ is missing"),
          new Case(
              "a line without end", "-0.4\tword", "-0.4" + "x".repeat(1 << 22), 9, "no finite"));

  @TestFactory
  Stream<DynamicTest> whatIsWrongIsSaidWithItsLine() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case each : CASES) {
      tests.add(
          dynamicTest(
              each.what(),
              () -> {
                assertThat(RIGHT).contains(each.from());
                refused(
                    RIGHT.replace(each.from(), each.to()).getBytes(StandardCharsets.UTF_8),
                    each.line(),
                    each.said());
              }));
    }
    return tests.stream();
  }

  @Test
  void anotherEncodingIsSaid() {
    String umlaut = RIGHT.replace("word", "w\u00f6rd");
    refused(umlaut.getBytes(StandardCharsets.ISO_8859_1), 9, "not UTF-8");
    refused(RIGHT.getBytes(StandardCharsets.UTF_16), 1, "not UTF-8");
  }

  @Test
  void linesMayEndAsTheyDoElsewhere() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      ArpaModel model = read(RIGHT.replace("\n", end).getBytes(StandardCharsets.UTF_8));
      assertThat(model.order()).isEqualTo(2);
    }
  }

  private static ArpaModel read(byte[] bytes) throws IOException {
    return ArpaReader.read(new ByteArrayInputStream(bytes));
  }

  private static ArpaModel readByThreads(byte[] bytes) throws IOException {
    return ArpaReader.read(() -> new ByteArrayInputStream(bytes));
  }

  private static void refused(byte[] bytes, long line, String said) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(ArpaException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(said)
        .extracting(Throwable::getMessage, STRING)
        .hasSizeLessThan(400);
    assertThatThrownBy(() -> readByThreads(bytes))
        .as("read by all threads")
        .isInstanceOf(ArpaException.class)
        .hasMessage(catchThrowable(() -> read(bytes)).getMessage());
  }
}
