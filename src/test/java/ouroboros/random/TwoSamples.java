package ouroboros.random;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Whether two samples of categories come from one distribution; rare categories are pooled. */
public final class TwoSamples {
  private TwoSamples() {}

  /** The p-value of Pearson's test of homogeneity, for two samples of equal size. */
  public static <T extends Comparable<T>> double pValue(Map<T, Integer> a, Map<T, Integer> b) {
    TreeMap<T, int[]> both = new TreeMap<>();
    a.forEach((category, many) -> both.computeIfAbsent(category, c -> new int[2])[0] += many);
    b.forEach((category, many) -> both.computeIfAbsent(category, c -> new int[2])[1] += many);
    double statistic = 0;
    int cells = 0;
    double[] pooled = new double[2];
    int at = 0;
    for (int[] counts : both.values()) {
      pooled[0] += counts[0];
      pooled[1] += counts[1];
      at++;
      double all = pooled[0] + pooled[1];
      if (all >= 20 || (at == both.size() && all > 0)) {
        statistic += (pooled[0] - pooled[1]) * (pooled[0] - pooled[1]) / all;
        cells++;
        pooled = new double[2];
      }
    }
    return 1 - new ChiSquaredDistribution(Math.max(1, cells - 1)).cumulativeProbability(statistic);
  }
}
