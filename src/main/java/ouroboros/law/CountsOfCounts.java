package ouroboros.law;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many types of R occur how often: all that a forecast needs of R.
 *
 * <p>In other real text of R's size a type of c occurrences is expected c - s times, with the
 * discount s = 1 - 2 N(2)/N(1) of a power law, N(c) the number of types of c occurrences: given c
 * its rate is Gamma(c - s), so it is missing from x times as much text with probability (1 + x)^-(c
 * - s). At c = 1 that is the estimate of Good and Turing; s is kept in [0, .99], and 0 without
 * hapaxes.
 *
 * @see <a href="https://doi.org/10.1214/aop/1024404422">Pitman and Yor 1997, The two-parameter
 *     Poisson-Dirichlet distribution</a>
 */
public final class CountsOfCounts {
  private static final double MOST_DISCOUNT = 0.99;

  private final long[] counts;
  private final long[] types;
  private final double discount;

  private CountsOfCounts(NavigableMap<Long, Long> typesOfCount) {
    counts = typesOfCount.keySet().stream().mapToLong(Long::longValue).toArray();
    types = typesOfCount.values().stream().mapToLong(Long::longValue).toArray();
    double once = typesOfCount.getOrDefault(1L, 0L);
    double twice = typesOfCount.getOrDefault(2L, 0L);
    discount = once == 0 ? 0 : Math.max(0, Math.min(MOST_DISCOUNT, 1 - 2 * twice / once));
  }

  /** From count to number of types; both >= 1. */
  public static CountsOfCounts of(Map<Long, Long> typesOfCount) {
    return new CountsOfCounts(new TreeMap<>(typesOfCount));
  }

  int size() {
    return counts.length;
  }

  long count(int i) {
    return counts[i];
  }

  long types(int i) {
    return types[i];
  }

  double expectedElsewhere(long count) {
    return count - discount;
  }
}
