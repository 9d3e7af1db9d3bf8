package ouroboros.metric.count;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many of R's types still occur in the subject, per count in R.
 *
 * <p>The bins are the single counts 1, 2, .. 16, then 17 .. 31, 32 .. 63, 64 .. 127 and so on in
 * powers of two; a bin is named by its lowest count. Bins without types are left out. Cost: linear
 * in the distinct pairs.
 */
public final class Survival {
  /** The largest count with a bin of its own. */
  private static final long EXACT = 16;

  private Survival() {}

  /**
   * One bin.
   *
   * @param initialCount the lowest count in R of the bin, at least 1
   * @param types types of R in the bin, at least 1
   * @param alive how many of them occur in the subject, 0 .. types
   */
  public record Bin(long initialCount, long types, long alive) {
    private Bin and(Bin more) {
      return new Bin(initialCount, types + more.types, alive + more.alive);
    }

    /** Share of the types that still occur, 0 .. 1. */
    public double share() {
      return (double) alive / types;
    }

    /** The scope of metrics that describe this bin: {@code count=3}. */
    public String scope() {
      return "count=" + initialCount;
    }
  }

  /** The bins in ascending order. */
  public static List<Bin> of(PairHistogram h) {
    NavigableMap<Long, Bin> bins = new TreeMap<>();
    for (int i = 0; i < h.size(); i++) {
      if (h.real(i) > 0) {
        long alive = h.subject(i) > 0 ? h.types(i) : 0;
        bins.merge(lowest(h.real(i)), new Bin(lowest(h.real(i)), h.types(i), alive), Bin::and);
      }
    }
    return List.copyOf(bins.values());
  }

  /** The lowest count of the bin that contains {@code count >= 1}. */
  public static long lowest(long count) {
    return count <= EXACT ? count : Math.max(EXACT + 1, Long.highestOneBit(count));
  }

  /** The highest count of the bin whose lowest count is {@code lowest}. */
  public static long highest(long lowest) {
    return lowest <= EXACT ? lowest : (Long.highestOneBit(lowest) << 1) - 1;
  }
}
