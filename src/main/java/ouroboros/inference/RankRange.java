package ouroboros.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The ranks that one of k quantities may have among them; rank 1 is the smallest.
 *
 * <p>Two quantities are in a known order if a t test of their difference, paired by replicate, says
 * so. All pairs of all groups are tested in both directions, and the p-values are adjusted by
 * {@link Holm}. Then low = 1 + the number of quantities that are smaller in such a test, and high =
 * k - the number of those that are larger. All ranges contain the true ranks with probability .95.
 * Equal differences in fewer than {@value #SURE} pairs are no evidence; in more they are exact.
 * With more than {@value #MOST} quantities nothing is tested. Cost: k^2 tests. Source: M. Mogstad,
 * J. P. Romano, A. M. Shaikh, D. Wilhelm (2024), Inference for ranks, doi:10.1093/restud/rdad006.
 *
 * @param low smallest possible rank, at least 1
 * @param high largest possible rank, at most the number of quantities
 */
public record RankRange(int low, int high) {
  private static final double ERROR = 0.05;
  private static final long SURE = 5;
  private static final int MOST = 50;

  /**
   * The ranges of every quantity of every group, in the order of the input.
   *
   * @param groups quantities are ranked inside their group; all groups are one family of tests
   */
  static List<List<RankRange>> of(List<List<Series>> groups) {
    List<Double> p = new ArrayList<>();
    for (List<Series> group : groups) {
      for (int i = 0; i < tested(group); i++) {
        for (int j = i + 1; j < group.size(); j++) {
          Moments less = group.get(i).differences(group.get(j));
          p.add(smaller(less, -1));
          p.add(smaller(less, 1));
        }
      }
    }
    double[] adjusted = Holm.adjusted(p.stream().mapToDouble(Double::doubleValue).toArray());
    List<List<RankRange>> ranges = new ArrayList<>();
    int next = 0;
    for (List<Series> group : groups) {
      int k = group.size();
      int[] low = new int[k];
      int[] high = new int[k];
      for (int i = 0; i < tested(group); i++) {
        for (int j = i + 1; j < k; j++) {
          boolean first = adjusted[next++] <= ERROR;
          boolean second = adjusted[next++] <= ERROR;
          high[i] += first ? 1 : 0;
          low[j] += first ? 1 : 0;
          high[j] += second ? 1 : 0;
          low[i] += second ? 1 : 0;
        }
      }
      List<RankRange> own = new ArrayList<>();
      for (int i = 0; i < k; i++) {
        own.add(new RankRange(1 + low[i], k - high[i]));
      }
      ranges.add(own);
    }
    return ranges;
  }

  private static int tested(List<Series> group) {
    return group.size() > MOST ? 0 : group.size();
  }

  /** p of the hypothesis that {@code sign} times the expectation is at most 0. */
  private static double smaller(Moments differences, int sign) {
    return Estimate.of(differences)
        .filter(e -> e.sd() > 0 || e.replicates() >= SURE)
        .map(e -> sign > 0 ? e.above(0) : e.below(0))
        .orElse(1.0);
  }
}
