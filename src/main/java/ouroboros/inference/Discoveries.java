package ouroboros.inference;

import java.util.Arrays;

/**
 * The rejections of many tests: with m p-values, p_(k) the k-th smallest, R the largest k with
 * {@code p_(k) <= k error/m}, the R smallest are rejected, those with p at most error R/m.
 *
 * <p>The expected share of false ones among the rejected is at most {@code error}, and the
 * probability of any rejection is at most {@code error} if nothing is to be found (independent or
 * positively dependent tests). Cost: a sort. Source: Y. Benjamini, Y. Hochberg (1995),
 * doi:10.1111/j.2517-6161.1995.tb02031.x.
 */
public final class Discoveries {
  private final double[] sorted;
  private final double error;
  private final int rejected;

  private Discoveries(double[] sorted, double error, int rejected) {
    this.sorted = sorted;
    this.error = error;
    this.rejected = rejected;
  }

  /** The rejections at an error of {@code error}; none for no p-values. */
  public static Discoveries of(double[] p, double error) {
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    int rejected = sorted.length;
    while (rejected > 0 && sorted[rejected - 1] > rejected * error / sorted.length) {
      rejected--;
    }
    return new Discoveries(sorted, error, rejected);
  }

  /** The largest p that is rejected; 0 if nothing is rejected. */
  public double level() {
    return sorted.length == 0 ? 0 : error * rejected / sorted.length;
  }

  /**
   * The smallest error at which a test with this p would be rejected, at most 1. The p of a test
   * that is rejected is multiplied by m/R, so it is at most the error.
   */
  public double adjusted(double p) {
    if (p <= level() && rejected > 0) {
      return p * sorted.length / rejected;
    }
    double least = 1;
    for (int k = sorted.length; k > 0 && sorted[k - 1] >= p; k--) {
      least = Math.min(least, sorted[k - 1] * sorted.length / k);
    }
    return least;
  }
}
