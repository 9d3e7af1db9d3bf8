package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Pearson's chi-square of drawn words against probabilities, summed over contexts; words that are
 * expected less than eight times in a context count as one.
 */
public final class DrawnAgainst {
  private static final int FEW = 8;
  private double statistic;
  private int degrees;

  /**
   * Adds a context; an impossible word that was drawn fails at once.
   *
   * @param drawn [words] how often each word was drawn behind the context
   */
  public void add(Object context, long[] drawn, IntToDoubleFunction probability) {
    long all = Arrays.stream(drawn).sum();
    double restExpected = 0;
    double restDrawn = 0;
    int cells = 0;
    for (int word = 0; word < drawn.length; word++) {
      double expected = all * probability.applyAsDouble(word);
      if (expected == 0) {
        assertThat(drawn[word]).as("impossible word %d behind %s", word, context).isZero();
      } else if (expected < FEW) {
        restExpected += expected;
        restDrawn += drawn[word];
      } else {
        statistic += (drawn[word] - expected) * (drawn[word] - expected) / expected;
        cells++;
      }
    }
    if (restExpected >= FEW) {
      statistic += (restDrawn - restExpected) * (restDrawn - restExpected) / restExpected;
      cells++;
    }
    degrees += Math.max(0, cells - 1);
  }

  /** Fails a right drawer with probability {@code falseAlarm}. */
  public void assertAgrees(String name, double falseAlarm) {
    assertThat(degrees).isGreaterThan(10);
    double tail = 1 - new ChiSquaredDistribution(degrees).cumulativeProbability(statistic);
    assertThat(tail)
        .as("%s, chi-square %.1f with %d degrees of freedom", name, statistic, degrees)
        .isGreaterThan(falseAlarm);
  }
}
