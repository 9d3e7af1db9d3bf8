package ouroboros.spark.mixture;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;

/** Units that are given one by one: those of a source, or drawn ones by their counter words. */
final class ListedUnits {
  private ListedUnits() {}

  /**
   * Units of a source.
   *
   * @param listed ascending; repeats count
   */
  @SuppressWarnings("ArrayRecordComponent")
  record OfSource(long population, long[] listed) implements Selection {
    @Override
    public long chosen() {
      return listed.length;
    }

    @Override
    public void multiplicities(long from, int count, int[] into) {
      Arrays.fill(into, 0, count, 0);
      for (long unit : listed) {
        if (unit >= from && unit < from + count) {
          into[(int) (unit - from)]++;
        }
      }
    }
  }

  /**
   * Drawn units.
   *
   * @param listed their counter words, in order
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(long[] listed) implements CounterWords {
    @Override
    public LongUnaryOperator words() {
      return i -> listed[(int) i];
    }
  }
}
