package ouroboros.inference;

import java.util.Optional;
import ouroboros.metric.count.CompensatedSum;

/**
 * The delete-a-group jackknife: v -+ t sd with sd^2 = (g - 1)/g sum (v_k - mean v)^2, where v_k is
 * the number computed without group k of g and t the .975 quantile of Student's t with g - 1
 * degrees of freedom.
 *
 * <p>It leaves things out and repeats none, so unlike a bootstrap it keeps the types seen once. Its
 * variance is too large on average rather than too small (B. Efron, C. Stein (1981),
 * doi:10.1214/aos/1176345462): for richness and what follows from it the interval is wider than it
 * need be. It holds for the number that another text of the same size from the same source is
 * expected to give, not for a text without end. Sources: P. S. Kott (2001), J. Off. Stat. 17(4),
 * 521-526; M. H. Quenouille (1956), doi:10.1093/biomet/43.3-4.353.
 */
public final class Jackknife {
  private Jackknife() {}

  /**
   * The interval; empty below two groups and where the value or one of the others is undefined or
   * infinite. Values that are all alike give an interval of length 0.
   *
   * @param value of the whole text
   * @param without [groups] of the text without each group
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
