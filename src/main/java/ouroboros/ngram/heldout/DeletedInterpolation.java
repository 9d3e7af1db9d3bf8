package ouroboros.ngram.heldout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.smoothing.JelinekMercer;

/**
 * The weights of Jelinek-Mercer smoothing by expectation maximisation on guard.
 *
 * <p>A token of guard comes from its order n with probability lambda_n c(hw) / c(h) / p_n, or from
 * a lower one; the new lambda_n is the expected share of those that were left to order n and that
 * it kept, over the contexts that the training set knows. Every round makes guard more probable. It
 * ends when no weight moves by more than 1e-6, or after 200 rounds. A weight that no context of
 * guard speaks for, and every weight without guard, is 0.5. Weights are at most 1 - 1e-9, so that
 * no word becomes impossible. Sums run in suffix order: the same bits everywhere.
 *
 * <p>Cost: rounds x n-grams of guard.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin 1977,
 *     Maximum likelihood from incomplete data via the EM algorithm</a>
 */
public final class DeletedInterpolation {
  private static final double CLOSE = 1e-6;
  private static final int ROUNDS = 200;
  private static final double MOST = 1 - 1e-9;

  private final HeldOut guard;
  private final int top;
  private final double uniform;

  /** [order + 1][n-grams] c(hw) / c(h); NaN where h was not seen. */
  private final double[][] likelihood;

  private final double[] weights;

  private DeletedInterpolation(HeldOut guard, HeldOutCounts counts, int top, long vocabulary) {
    this.guard = guard;
    this.top = top;
    uniform = 1.0 / vocabulary;
    weights = new double[top + 1];
    Arrays.fill(weights, 0.5);
    likelihood = new double[top + 1][];
    JelinekMercer raw = new JelinekMercer();
    for (int n = 1; n <= top; n++) {
      HeldOut.Level level = guard.level(n);
      HeldOutCounts.Column column = counts.column(n, top, raw);
      likelihood[n] = new double[level.size];
      for (int i = 0; i < level.size; i++) {
        int at = 4 * level.context[i];
        boolean unknown = level.layout.token(level.keys, i, 0) == ouroboros.text.Vocabulary.UNK;
        long count =
            !unknown ? column.counts[i] : column.outside.length == 0 ? 0 : column.outside[at];
        long total = column.contexts[at];
        likelihood[n][i] = total == 0 ? Double.NaN : (double) count / total;
      }
    }
  }

  /**
   * The weights that make guard most probable.
   *
   * @param counts of guard's n-grams in the training set, occurrences of every order
   * @param top order of the model
   * @param vocabulary over how many types the last mass is spread
   */
  public static JelinekMercer fit(HeldOut guard, HeldOutCounts counts, int top, long vocabulary) {
    DeletedInterpolation em = new DeletedInterpolation(guard, counts, top, vocabulary);
    double moved = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS && moved > CLOSE; round++) {
      moved = em.round();
    }
    List<Double> fitted = new ArrayList<>();
    for (int n = 1; n <= top; n++) {
      fitted.add(em.weights[n]);
    }
    return new JelinekMercer(fitted);
  }

  private double round() {
    double[] kept = new double[top + 1];
    double[] reached = new double[top + 1];
    double[] p = new double[top + 1];
    int[] numbers = new int[top + 1];
    for (int e = 0; e < guard.entries(); e++) {
      long times = 0;
      for (int s = 0; s < guard.strata().length; s++) {
        times += guard.count(s, e);
      }
      int number = guard.number(e);
      int n = guard.order(e);
      for (; n > top; n--) {
        number = guard.level(n).shorter[number];
      }
      int longest = n;
      for (; n >= 1; n--) {
        numbers[n] = number;
        number = guard.level(n).shorter[number];
      }
      p[0] = uniform;
      for (n = 1; n <= longest; n++) {
        double seen = likelihood[n][numbers[n]];
        p[n] = Double.isNaN(seen) ? p[n - 1] : weights[n] * seen + (1 - weights[n]) * p[n - 1];
      }
      // Given that the token was left to order n, it came from there with this probability.
      double left = times;
      for (n = longest; n >= 1; n--) {
        double seen = likelihood[n][numbers[n]];
        if (!Double.isNaN(seen)) {
          double here = left * weights[n] * seen / p[n];
          kept[n] += here;
          reached[n] += left;
          left -= here;
        }
      }
    }
    double moved = 0;
    for (int n = 1; n <= top; n++) {
      double weight = reached[n] > 0 ? Math.min(MOST, kept[n] / reached[n]) : 0.5;
      moved = Math.max(moved, Math.abs(weight - weights[n]));
      weights[n] = weight;
    }
    return moved;
  }
}
