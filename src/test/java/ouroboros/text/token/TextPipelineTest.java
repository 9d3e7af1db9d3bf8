package ouroboros.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.token.TextPipeline.Case;

class TextPipelineTest {
  private final TextPipeline words =
      TextPipeline.of(TokenizerKind.WORDS, Sentences.SPLIT, Case.LOWER);
  private final TextPipeline plain =
      TextPipeline.of(TokenizerKind.WHITESPACE, Sentences.LINES, Case.KEPT);

  @Test
  void composedAndDecomposedTextIsTheSame() {
    assertThat(words.read("Cafe\u0301 \u1E69 A\u030Angstrom"))
        .isEqualTo(words.read("Caf\u00E9 s\u0323\u0307 \u212Bngstrom"))
        .isEqualTo(List.of(List.of("café", "\u1E69", "ångstrom")));
  }

  @Test
  void lowerCaseKnowsNoLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(words.read("TITLE İI ΟΔΟΣ ẞ"))
          .containsExactly(List.of("title", "i\u0307i", "οδος", "ß"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void sentencesAreCutBeforeCaseIsLost() {
    assertThat(words.read("He met Dr. Who. Then he left."))
        .containsExactly(
            List.of("he", "met", "dr", "."),
            List.of("who", "."),
            List.of("then", "he", "left", "."));
  }

  @Test
  void tokensThatLookLikeMarksAreNotMarks() {
    assertThat(plain.read("a <s> <unk> </s> \\<s> <S> <s>."))
        .containsExactly(List.of("a", "\\<s>", "\\<unk>", "\\</s>", "\\\\<s>", "<S>", "<s>."));
    assertThat(words.read("a <s>")).containsExactly(List.of("a", "<", "s", ">"));
  }

  @Test
  void emptySentencesAreLeftOut() {
    assertThat(plain.read("\n\n  \n")).isEmpty();
    assertThat(words.read("")).isEmpty();
  }
}
