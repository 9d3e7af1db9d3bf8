package ouroboros.random;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Pearson's test of counts against probabilities; cells of expectation under 10 are pooled. */
public final class ChiSquare {
  private ChiSquare() {}

  /** The p-value of {@code counts} of {@code total} draws under {@code probabilities}. */
  public static double pValue(long[] counts, double[] probabilities, long total) {
    double statistic = 0;
    int cells = 0;
    double pooledExpected = 0;
    double pooledCount = 0;
    for (int i = 0; i < counts.length; i++) {
      pooledExpected += probabilities[i] * total;
      pooledCount += counts[i];
      if (pooledExpected >= 10 || i == counts.length - 1) {
        statistic +=
            (pooledCount - pooledExpected)
                * (pooledCount - pooledExpected)
                / Math.max(pooledExpected, 1e-300);
        cells += pooledExpected > 0 ? 1 : 0;
        if (pooledExpected == 0 && pooledCount > 0) {
          return 0;
        }
        pooledExpected = 0;
        pooledCount = 0;
      }
    }
    return 1 - new ChiSquaredDistribution(Math.max(1, cells - 1)).cumulativeProbability(statistic);
  }
}
