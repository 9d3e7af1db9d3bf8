package ouroboros.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec.Sentences;

class SentenceSplitterTest {
  private static List<String> sentences(Sentences kind, String text) {
    List<String> sentences = new ArrayList<>();
    SentenceSplitter.of(kind).split(text, sentence -> sentences.add(sentence.strip()));
    return sentences;
  }

  @Test
  void splitsAtSentenceEndsOfManyScripts() {
    assertThat(sentences(Sentences.SPLIT, "One. Two? Three! \"Four.\" Five"))
        .containsExactly("One.", "Two?", "Three!", "\"Four.\"", "Five");
    assertThat(sentences(Sentences.SPLIT, "¿Qué? ¡No! Sí."))
        .containsExactly("¿Qué?", "¡No!", "Sí.");
    assertThat(sentences(Sentences.SPLIT, "一つ。二つ。")).containsExactly("一つ。", "二つ。");
    assertThat(sentences(Sentences.SPLIT, "एक। दो।")).containsExactly("एक।", "दो।");
  }

  @Test
  void doesNotSplitNumbersNorBeforeSmallLetters() {
    assertThat(sentences(Sentences.SPLIT, "It is 3.14, i.e. about three... or so. Yes."))
        .containsExactly("It is 3.14, i.e. about three... or so.", "Yes.");
  }

  @Test
  void aLineEndAlwaysEndsASentence() {
    assertThat(sentences(Sentences.SPLIT, "A title\nA text\r\nMore"))
        .containsExactly("A title", "A text", "More");
  }

  @Test
  void linesEndWithLineFeedAloneAndEmptyOnesAreKept() {
    assertThat(sentences(Sentences.LINES, "a. b\nc\r\n\r\nd\re\u2028f\fg\u000Bh\u0085i\n"))
        .containsExactly("a. b", "c", "", "d\re\u2028f\fg\u000Bh\u0085i");
  }

  @Test
  void nothingGivesNothing() {
    for (Sentences kind : Sentences.values()) {
      assertThat(sentences(kind, "")).isEmpty();
    }
  }
}
