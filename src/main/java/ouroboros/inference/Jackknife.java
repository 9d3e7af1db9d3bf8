package ouroboros.inference;

import java.util.Optional;
import ouroboros.metric.count.CompensatedSum;

/**
 * The delete-a-group jackknife: v -+ t sd with sd^2 = (g - 1)/g sum (v_k - mean v)^2, where v_k is
 * the number computed without group k, g the number of groups and t the .975 quantile of Student's
 * t with g - 1 degrees of freedom.
 *
 * <p>The method leaves out documents and repeats none, so that, unlike a bootstrap, it does not
 * lose the types that occur once. On average its variance is too large rather than too small (B.
 * Efron, C. Stein (1981), doi:10.1214/aos/1176345462): for the number of types, and metrics that
 * depend on it, the interval is wider than necessary. The interval is for the expected value of
 * another text of the same size from the same source, not for the limit of an infinite text.
 * Sources: P. S. Kott (2001), J. Off. Stat. 17(4), 521-526; M. H. Quenouille (1956),
 * doi:10.1093/biomet/43.3-4.353.
 */
public final class Jackknife {
  private Jackknife() {}

  /**
   * The interval; empty for fewer than two groups, and if any of the values is undefined or
   * infinite. Equal values give an interval of length 0.
   *
   * @param value the number for the whole text
   * @param without [groups] the number for the text without each group
   */
  public static Optional<Interval> interval(double value, double[] without) {
    if (without.length < 2 || !Double.isFinite(value)) {
      return Optional.empty();
    }
    CompensatedSum sum = new CompensatedSum();
    for (double v : without) {
      if (!Double.isFinite(v)) {
        return Optional.empty();
      }
      sum.add(v);
    }
    double mean = sum.value() / without.length;
    CompensatedSum squares = new CompensatedSum();
    for (double v : without) {
      squares.add((v - mean) * (v - mean));
    }
    double share = (without.length - 1.0) / without.length;
    double half =
        StudentInterval.quantile(without.length - 1L) * Math.sqrt(share * squares.value());
    return Optional.of(new Interval(value - half, value + half, Interval.Method.JACKKNIFE));
  }
}
