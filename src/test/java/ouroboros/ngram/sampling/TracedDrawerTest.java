package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.ngram.Smoothings;
import ouroboros.text.Vocabulary;

/** Which n-gram each token was drawn as, and which occurrence of it. */
class TracedDrawerTest {
  private static final int SENTENCES = 300;
  private static final int LONGEST = 30;
  private static final int ORDER = 3;
  private static final List<Decoding> DECODINGS =
      List.of(
          Decoding.NONE,
          Decoding.temperature(0.7),
          new Decoding(1, 1, 5, 1),
          new Decoding(1, 0.8, 0, 0.9),
          new Decoding(1.7, 0.8, 3, 0.9));

  private static Stream<String> smoothings() {
    return Smoothings.names().stream();
  }

  @ParameterizedTest
  @MethodSource("smoothings")
  void itDrawsTheSentencesOfTheDrawerUnderEveryDecoding(String smoothing) {
    Sampler model = Smoothings.compile(Smoothings.corpus(3, 50, 8, 9), ORDER, smoothing);
    for (Decoding decoding : DECODINGS) {
      DecodedModel decoded = DecodedModel.of(model, decoding, false);
      int[][] drawn = new int[SENTENCES][];
      decoded
          .drawer(42, 1, 2, LONGEST)
          .draw(
              0,
              SENTENCES,
              (unit, tokens, from, to) -> drawn[(int) unit] = Arrays.copyOfRange(tokens, from, to));
      TracedDrawer traced = decoded.traced(42, 1, 2, LONGEST);
      for (int unit = 0; unit < SENTENCES; unit++) {
        traced.draw(unit);
        assertThat(tokens(traced)).as("%s %s %s", smoothing, decoding, unit).isEqualTo(drawn[unit]);
      }
    }
  }

  /** The n-gram is in the text, unless the token is from the uniform distribution. */
  @ParameterizedTest
  @MethodSource("smoothings")
  void theNgramOfATokenIsInTheText(String smoothing) {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    Sampler model = Smoothings.compile(text, ORDER, smoothing);
    boolean[] orders = new boolean[ORDER + 1];
    for (Decoding decoding : DECODINGS) {
      TracedDrawer traced = DecodedModel.of(model, decoding, false).traced(42, 1, 2, LONGEST);
      for (int unit = 0; unit < SENTENCES; unit++) {
        traced.draw(unit);
        for (int at = 0; at < traced.length(); at++) {
          int order = traced.order(at);
          orders[order] = true;
          assertThat(order == 0 ? 1 : count(text, ngram(tokens(traced), at, order)))
              .as("%s %s order %s", smoothing, decoding, order)
              .isPositive();
        }
      }
    }
    assertThat(orders[ORDER]).isTrue();
    assertThat(orders[ORDER - 1]).as("a shorter n-gram").isEqualTo(!smoothing.equals("none"));
  }

  /** Without smoothing, every occurrence of an n-gram is drawn, and no other number. */
  @Test
  void theOccurrenceIsBelowTheCount() {
    List<int[]> text = Smoothings.corpus(3, 50, 8, 9);
    Sampler model = Smoothings.compile(text, 1, "none");
    TracedDrawer traced = DecodedModel.of(model).traced(42, 1, 2, 0);
    boolean[][] seen = new boolean[64][1 << 10];
    for (int unit = 0; unit < 3000; unit++) {
      traced.draw(unit);
      for (int at = 0; at < traced.length(); at++) {
        seen[traced.token(at)][(int) traced.occurrence(at)] = true;
      }
    }
    for (int word = Vocabulary.FIRST_WORD; word < seen.length; word++) {
      int count = count(text, new int[] {word});
      for (int i = 0; i < seen[word].length; i++) {
        assertThat(seen[word][i]).as("occurrence %s of %s", i, word).isEqualTo(i < count);
      }
    }
  }

  private static int[] tokens(TracedDrawer traced) {
    int[] tokens = new int[traced.length()];
    for (int at = 0; at < tokens.length; at++) {
      tokens[at] = traced.token(at);
    }
    return tokens;
  }

  private static int[] ngram(int[] sentence, int at, int order) {
    int[] ngram = new int[order];
    for (int k = 0; k < order; k++) {
      int from = at - order + 1 + k;
      ngram[k] = from < 0 ? Vocabulary.BOS : sentence[from];
    }
    return ngram;
  }

  private static int count(List<int[]> text, int[] ngram) {
    int count = 0;
    for (int[] sentence : text) {
      for (int at = 0; at < sentence.length; at++) {
        count += Arrays.equals(ngram(sentence, at, ngram.length), ngram) ? 1 : 0;
      }
    }
    return count;
  }
}
