package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArpaReaderTest {
  private static final String WHOLE =
      """
      \\data\\
      ngram 1=4
      ngram 2=2

      \\1-grams:
      -1.5\t<unk>
      0\t<s>\t-0.3
      -0.5\t</s>
      -0.25\ta\t-0.125

      \\2-grams:
      -0.1\t<s> a
      -0.2\ta </s>

      \\end\\
      """;

  private static ArpaModel read(String text) throws IOException {
    return ArpaReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatIsWhole() throws IOException {
    ArpaModel model = read(WHOLE);

    assertThat(model.order()).isEqualTo(2);
    assertThat(model.size(1)).isEqualTo(4);
    assertThat(model.size(2)).isEqualTo(2);
    ArpaModel.Scorer scorer = model.scorer();
    scorer.score(new int[] {model.id("a")}, 1);
    assertThat(scorer.total()).isCloseTo(-0.1 - 0.2, within(1e-7));
    // a a: the second backs off from a to its unigram; a new word gets <unk>'s share.
    scorer.score(new int[] {model.id("a"), model.id("a"), model.id("new")}, 3);
    assertThat(scorer.total())
        .isCloseTo(-0.1 + (-0.125 - 0.25) + (-0.125 - 1.5) - 0.5, within(1e-6));
    assertThat(scorer.outside()).isEqualTo(1);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("not ARPA", "hello\n", 1, "is this an ARPA file"),
        Arguments.of("empty", "", 1, "was it cut off"),
        Arguments.of(
            "too few", WHOLE.replace("ngram 2=2", "ngram 2=3"), 14, "has 2; was the file cut"),
        Arguments.of("too many", WHOLE.replace("ngram 2=2", "ngram 2=1"), 13, "has more"),
        Arguments.of("no count", WHOLE.replace("2=2", "2=two"), 3, "\"two\" is no count"),
        Arguments.of("negative", WHOLE.replace("2=2", "2=-2"), 3, "\"-2\" is no count"),
        Arguments.of(
            "order left out", WHOLE.replace("ngram 2=", "ngram 3="), 3, "expected ngram 2="),
        Arguments.of(
            "missing section",
            WHOLE.replaceAll("(?s)\\\\2-grams.*", "\\\\\\\\end\\\\\\\\\n"),
            11,
            "expected \\2-grams:"),
        Arguments.of(
            "cut in the middle",
            WHOLE.substring(0, WHOLE.indexOf("a </s>")),
            13,
            "words in the section of 2-grams"),
        Arguments.of("no end", WHOLE.replace("\\end\\\n", ""), 15, "\\end\\ is missing"),
        Arguments.of("NaN", WHOLE.replace("-0.25", "NaN"), 9, "\"NaN\" is no finite number"),
        Arguments.of("infinite", WHOLE.replace("-0.25", "-Infinity"), 9, "is no finite number"),
        Arguments.of("NaN back-off", WHOLE.replace("-0.125", "nan"), 9, "is no finite number"),
        Arguments.of(
            "above 1", WHOLE.replace("-0.25", "0.25"), 9, "log10 probability 0.25 is above 0"),
        Arguments.of(
            "no tab", WHOLE.replace("-0.25\ta\t-0.125", "-0.25 a"), 9, "expected LOG10 TAB"),
        Arguments.of("twice", WHOLE.replace("-1.5\t<unk>", "-1.5\ta"), 9, "\"a\" stands twice"),
        Arguments.of(
            "unknown word", WHOLE.replace("<s> a\n", "<s> b\n"), 12, "\"b\" is no unigram"),
        Arguments.of(
            "no </s>", WHOLE.replace("-0.5\t</s>", "-0.5\tz"), 10, "the unigrams have no </s>"),
        Arguments.of(
            "back-off on top",
            WHOLE.replace("<s> a\n", "<s> a\t-0.1\n"),
            12,
            "highest order has a back-off"),
        Arguments.of(
            "empty word",
            WHOLE.replace("<s> a\n", "<s>  a\n"),
            12,
            "3 words in the section of 2-grams"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void saysWhereAFileIsBroken(String what, String text, long line, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ArpaException.class)
        .hasMessageContaining("line " + line)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = WHOLE.replace("a </s>", "\u00e9 </s>").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ArpaReader.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(ArpaException.class)
        .hasMessageContaining("not UTF-8");
  }
}
