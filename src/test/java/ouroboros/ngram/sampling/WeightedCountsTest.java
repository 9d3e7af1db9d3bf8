package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;

/** Counts in fixed point: one occurrence of weight 1 counts 2^20. */
class WeightedCountsTest {
  private static final long ONE = 1 << 20;
  private static final int A = 3;
  private static final int B = 4;
  private static final int C = 5;

  @ParameterizedTest
  @ValueSource(strings = {"none", "additive", "witten-bell", "jelinek-mercer"})
  void theSameWeightForAllIsTheSameModel(String name) {
    List<int[]> text = Smoothings.corpus(5, 30, 8, 9);
    KeyLayout layout = KeyLayout.of(3, 64);
    CountRun table = Texts.count(layout, text);
    Smoothing smoothing = Smoothings.of(name);
    Sampler whole = SamplerCompiler.compile(table, 3, smoothing, null);
    Sampler fixed = SamplerCompiler.compile(table.times(ONE), 3, smoothing.inUnitsOf(ONE), null);
    HeldOut test =
        HeldOut.of(
            layout,
            new String[] {"all"},
            List.of(Texts.count(layout, Smoothings.corpus(6, 20, 8, 9))));

    assertThat(fixed.words).isEqualTo(whole.words);
    if (smoothing instanceof Smoothing.None) {
      assertThat(perplexity(smoothing, test, table, 1, 3))
          .isEqualTo(perplexity(smoothing, test, table.times(ONE), ONE, 3));
      return;
    }
    double expected = HeldOutScore.of(whole, test).perplexity();
    assertThat(HeldOutScore.of(fixed, test).perplexity()).isCloseTo(expected, within(1e-9));
    assertThat(perplexity(smoothing.inUnitsOf(ONE), test, table.times(ONE), ONE, 3))
        .isCloseTo(perplexity(smoothing, test, table, 1, 3), within(1e-9));
  }

  /**
   * "a b" counts 1.5, "a c" counts 0.25. Lower order, from distinct tokens to the left: a 1, b 1, c
   * 1, end 2 of 5, fallback discounts, p(a) = p(b) = (1 - .5 + 2.5/5)/5 = .2, p(end) = (2 - 1 +
   * .5)/5 = .3. Highest order, half of every count below 3 taken: p(a | start) = (.875 + .875 x
   * .2)/1.75 = .6, p(b | a) = (.75 + .875 x .2)/1.75, p(end | b) = (.75 + .75 x .3)/1.5 = .65.
   */
  @Test
  void theEvaluationModelTakesHalfOfFractionalCounts() {
    KeyLayout layout = KeyLayout.of(2, 64);
    CountRun ab = Texts.count(layout, List.of(new int[] {A, B}));
    CountRun ac = Texts.count(layout, List.of(new int[] {A, C}));
    CountRun table = CountMerge.sum(layout, List.of(ab.times(3 * ONE / 2), ac.times(ONE / 4)));
    HeldOut test = HeldOut.of(layout, new String[] {"all"}, List.of(ab));

    assertThat(perplexity(new ModifiedKneserNey(), test, table, ONE, 2))
        .isCloseTo(Math.pow(.6 * (.925 / 1.75) * .65, -1 / 3.0), within(1e-12));
  }

  /** Counts of 3 and more: 1.5 is taken from each, whatever they are. */
  @Test
  void fromThreeOnTheDiscountIsTheFallback() {
    KeyLayout layout = KeyLayout.of(1, 64);
    CountRun table =
        CountMerge.sum(
            layout,
            List.of(
                Texts.count(layout, List.of(new int[] {A, A, A, A})).times(ONE),
                Texts.count(layout, List.of(new int[] {B, B})).times(ONE)));
    HeldOut test = HeldOut.of(layout, new String[] {"all"}, List.of(count(layout, A)));

    // a 4, b 2, end 2 of 8: taken 1.5 + 1 + 1 = 3.5, spread over five types.
    double a = (4 - 1.5 + 3.5 / 5) / 8;
    double end = (2 - 1 + 3.5 / 5) / 8;
    assertThat(perplexity(new ModifiedKneserNey(), test, table, ONE, 1))
        .isCloseTo(1 / Math.sqrt(a * end), within(1e-12));
  }

  private static CountRun count(KeyLayout layout, int... sentence) {
    return Texts.count(layout, List.of(sentence));
  }

  private static double perplexity(
      Smoothing smoothing, HeldOut test, CountRun table, long unit, int order) {
    HeldOutCounts counts =
        new HeldOutCounts(
            test, table.layout(), HeldOutCounts.occurrences(smoothing, order), 64, unit, null);
    SuffixScan.of(table, counts);
    return HeldOutScore.of(smoothing, test, counts, order, 5).perplexity();
  }
}
