package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import ouroboros.text.token.WordTokenizer;

class LanguageGuessTest {
  private static LanguageGuess of(String text) {
    LanguageGuess guess = new LanguageGuess();
    new WordTokenizer().tokenize(text.toLowerCase(Locale.ROOT), guess::add);
    return guess;
  }

  private static long tokens(String text) {
    long[] seen = new long[1];
    new WordTokenizer().tokenize(text, (sentence, start, end) -> seen[0]++);
    return seen[0];
  }

  @Test
  void languagesAreKnownByTheirFrequentWords() {
    assertThat(
            of("The house that I saw was not the one in which we had been, and it is old.").text())
        .startsWith("English, as ")
        .endsWith("; letters: 100 % Latin");
    assertThat(of("Das Haus, das ich sah, war nicht das, in dem wir gewesen sind.").text())
        .startsWith("German, as ");
    assertThat(of("La casa que vi no era la misma en la que estuvimos con los otros.").text())
        .startsWith("Spanish");
    assertThat(of("Дом, который я видел, был не тот, в котором мы жили, но он там.").text())
        .startsWith("Russian, as ")
        .endsWith("letters: 100 % Cyrillic");
  }

  @Test
  void othersAreNotGuessed() {
    assertThat(of("Το σπίτι που είδα δεν ήταν αυτό.").text())
        .isEqualTo("not recognised by frequent words; letters: 100 % Greek");
    assertThat(of("12 + 3 = 15 !").text()).isEqualTo("no letters");
    assertThat(of("alpha beta gamma delta").text()).startsWith("not recognised");
    assertThat(of("abc abc abc α").text()).endsWith("letters: 90 % Latin, 10 % Greek");
  }

  /** What the warnings say is what the tokenizer does. */
  @Test
  void scriptsWithoutSpacesHaveAWarning() {
    for (String text : new String[] {"我们昨天在北京看见了一座很老的房子", "เราเห็นบ้านเก่าหลังหนึ่งเมื่อวานนี้"}) {
      assertThat(tokens(text)).as(text).isGreaterThan(3);
      assertThat(of(text).warnings())
          .singleElement()
          .asString()
          .contains("has no spaces between words", "ICU's dictionaries", "tokenizer: characters");
    }
    // Letters of Tai Le, New Tai Lue, Tai Tham, Tai Viet, Javanese and Balinese.
    for (int first : new int[] {0x1950, 0x1980, 0x1A20, 0xAA80, 0xA990, 0x1B13}) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        text.appendCodePoint(first + i);
      }
      assertThat(tokens(text.toString())).as(text.toString()).isEqualTo(1);
      assertThat(of(text.toString()).warnings())
          .singleElement()
          .asString()
          .contains("has no spaces between words, and ICU has no dictionary");
    }
    assertThat(of("the house 我 the old one").warnings()).isEmpty();
  }
}
