package ouroboros.safeguard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.random.Selection;

/**
 * Some units of R, in runs of neighbours: all of them, a part, or those of a stratum. Cost: 24
 * bytes for each run.
 */
public final class RealUnits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** [runs] The first unit of each run, ascending. */
  private final long[] firsts;

  /** [runs + 1] How many units the runs before it have. */
  private final long[] before;

  private RealUnits(long[] firsts, long[] before) {
    this.firsts = firsts;
    this.before = before;
  }

  /** Neighbours. */
  public static RealUnits of(long first, long many) {
    return new RealUnits(new long[] {first}, new long[] {0, many});
  }

  /**
   * Several runs.
   *
   * @param runs pairs of the first unit and how many there are, ascending; at least one pair
   */
  public static RealUnits of(List<long[]> runs) {
    long[] firsts = runs.stream().mapToLong(run -> run[0]).toArray();
    long[] before = new long[firsts.length + 1];
    for (int r = 0; r < firsts.length; r++) {
      before[r + 1] = before[r] + runs.get(r)[1];
    }
    return new RealUnits(firsts, before);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RealUnits units
        && Arrays.equals(firsts, units.firsts)
        && Arrays.equals(before, units.before);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(before);
  }

  /** How many there are. */
  public long many() {
    return before[firsts.length];
  }

  /** The number behind the last one. */
  long end() {
    int last = firsts.length - 1;
    return firsts[last] + before[last + 1] - before[last];
  }

  /** The unit of R at a place among them. */
  public long at(long place) {
    int found = Arrays.binarySearch(before, place);
    int run = found >= 0 ? found : -found - 2;
    return firsts[run] + place - before[run];
  }

  /** One of them, each with the same probability. */
  long drawn(KeyedStream random) {
    return at(random.below(many()));
  }

  /**
   * A choice among them as a choice among all units of R.
   *
   * @param chosen the unit at place i has the number {@code first + i} in it
   * @param population units of R
   */
  public Selection among(Selection chosen, long first, long population) {
    return new Among(this, chosen, first, population);
  }

  private record Among(RealUnits units, Selection selection, long start, long population)
      implements Selection {
    @Override
    public long chosen() {
      return selection.chosen();
    }

    @Override
    public void multiplicities(long from, int count, int[] into) {
      Arrays.fill(into, 0, count, 0);
      int[] times = new int[count];
      for (int r = 0; r < units.firsts.length; r++) {
        long first = units.firsts[r];
        long low = Math.max(from, first);
        long high = Math.min(from + count, first + units.before[r + 1] - units.before[r]);
        if (low < high) {
          int here = (int) (high - low);
          selection.multiplicities(start + units.before[r] + low - first, here, times);
          System.arraycopy(times, 0, into, (int) (low - from), here);
        }
      }
    }
  }
}
