package ouroboros.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.text.CorpusSpec.TokenizerKind;

class TokenizerTest {
  static List<String> tokens(TokenizerKind kind, String text) {
    List<String> tokens = new ArrayList<>();
    Tokenizer.of(kind).tokenize(text, (s, start, end) -> tokens.add(s.substring(start, end)));
    return tokens;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Don't panic, it's 3.14!|Don't|panic ,|it's 3.14 !",
        "e-mail: a_b@c.org (50%)|e - mail|: a_b @ c.org|( 50 % )",
        "¿Qué pasó?|¿ Qué|pasó|?",
        "L'État, c'est moi.|L'État|, c'est|moi .",
        "Straße--nicht Strasse|Straße - -|nicht|Strasse",
        "wait...what|wait . . .|what|''",
        "1,234.5 and 1 234|1,234.5|and|1 234",
        "Ελληνικά και кириллица|Ελληνικά|και|кириллица",
        "नमस्ते दुनिया।|नमस्ते|दुनिया|।",
        "مرحبا بالعالم!|مرحبا|بالعالم|!",
        "שלום, עולם|שלום|,|עולם",
        "한국어 문장|한국어|문장|''",
        "a\u00A0b\u3000c\u2009d|a|b|c d",
        "👩‍👩‍👧 🇩🇪 ok|👩‍👩‍👧|🇩🇪|ok"
      })
  void wordsArePartedInManyLanguages(String text, String first, String second, String third) {
    String wanted = String.join(" ", first, second, third).strip();
    assertThat(String.join(" ", tokens(TokenizerKind.WORDS, text))).isEqualTo(wanted);
  }

  @Test
  void languagesWithoutSpacesAreCutByDictionary() {
    assertThat(tokens(TokenizerKind.WORDS, "ภาษาไทยง่าย")).containsExactly("ภาษา", "ไทย", "ง่าย");
    assertThat(tokens(TokenizerKind.WORDS, "東京に行く。")).endsWith("。").hasSizeGreaterThan(3);
    assertThat(tokens(TokenizerKind.WORDS, "中华人民共和国")).hasSizeLessThan(7);
  }

  @Test
  void whiteSpaceAndWhatIsNotSeenIsNoToken() {
    for (TokenizerKind kind : TokenizerKind.values()) {
      assertThat(tokens(kind, "")).isEmpty();
      assertThat(tokens(kind, " \t\r\n\u000B\f ")).isEmpty();
    }
    for (TokenizerKind kind : List.of(TokenizerKind.WORDS, TokenizerKind.CHARACTERS)) {
      assertThat(tokens(kind, " \t\r\n\u00A0\u2028\u3000 ")).isEmpty();
    }
    assertThat(tokens(TokenizerKind.WORDS, "\uFEFF\u200Bword\u0000\u00AD \u200E"))
        .containsExactly("word");
  }

  @Test
  void noTokenHoldsWhiteSpaceEvenWhereAMarkSitsOnASpace() {
    assertThat(tokens(TokenizerKind.WORDS, "a \u0308 b")).containsExactly("a", "\u0308", "b");
    assertThat(tokens(TokenizerKind.CHARACTERS, "a \u0308b"))
        .containsExactly("a", CharacterTokenizer.SPACE, "\u0308", "b");
    assertThat(tokens(TokenizerKind.CHARACTERS, "a\u0600 b"))
        .containsExactly("a", "\u0600", CharacterTokenizer.SPACE, "b");
  }

  @Test
  void whitespaceKeepsPunctuationAtItsWord() {
    assertThat(tokens(TokenizerKind.WHITESPACE, " Don't  panic,\tit's fine. "))
        .containsExactly("Don't", "panic,", "it's", "fine.");
  }

  @Test
  void onlyTheWhiteSpaceOfAsciiSeparatesTokensThatAreThereAlready() {
    assertThat(
            tokens(TokenizerKind.WHITESPACE, "a\u000Bb\fc\rd 10\u202F000 e\u00A0f\u2028g\u0085h"))
        .containsExactly("a", "b", "c", "d", "10\u202F000", "e\u00A0f\u2028g\u0085h");
  }

  @Test
  void charactersAreWhatPeopleSeeAndASpaceIsVisible() {
    assertThat(tokens(TokenizerKind.CHARACTERS, " e\u0301t  \u00e9 👩‍👩‍👧🇩🇪 "))
        .containsExactly("e\u0301", "t", "▁", "é", "▁", "👩‍👩‍👧", "🇩🇪");
  }
}
