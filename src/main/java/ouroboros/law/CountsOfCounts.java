package ouroboros.law;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many types of R occur how often: all that a forecast needs of R.
 *
 * <p>In other real text of R's size a type of c occurrences is expected c* = (c + 1) N(c + 1)/N(c)
 * times for c <= 5, with N the number of types (Good-Turing), and c times above.
 *
 * @see <a href="https://doi.org/10.1093/biomet/40.3-4.237">Good 1953, The population frequencies of
 *     species</a>
 */
public final class CountsOfCounts {
  private static final long FEW = 5;

  private final long[] counts;
  private final long[] types;
  private final Map<Long, Long> typesOfCount;

  private CountsOfCounts(TreeMap<Long, Long> typesOfCount) {
    this.typesOfCount = typesOfCount;
    counts = typesOfCount.keySet().stream().mapToLong(Long::longValue).toArray();
    types = typesOfCount.values().stream().mapToLong(Long::longValue).toArray();
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
    if (count > FEW) {
      return count;
    }
    long here = typesOfCount.getOrDefault(count, 0L);
    long next = typesOfCount.getOrDefault(count + 1, 0L);
    return here == 0 || next == 0 ? count : Math.min(count, (count + 1.0) * next / here);
  }
}
