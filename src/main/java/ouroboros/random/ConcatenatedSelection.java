package ouroboros.random;

import java.util.Arrays;
import java.util.List;

/**
 * Several selections, one after the other, as one: the units of part i follow those of part i - 1.
 *
 * <p>Cost of a range of units: a binary search, and the parts that the range meets.
 */
public final class ConcatenatedSelection implements Selection {
  private static final long serialVersionUID = 1L;

  private final Selection[] parts;

  /** [parts + 1] the first unit of each part, and the number of all units. */
  private final long[] starts;

  private final long chosen;

  public ConcatenatedSelection(List<Selection> parts) {
    this.parts = parts.toArray(Selection[]::new);
    starts = new long[this.parts.length + 1];
    for (int p = 0; p < this.parts.length; p++) {
      starts[p + 1] = Math.addExact(starts[p], this.parts[p].population());
    }
    chosen = parts.stream().mapToLong(Selection::chosen).sum();
  }

  @Override
  public long population() {
    return starts[parts.length];
  }

  @Override
  public long chosen() {
    return chosen;
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    // An empty part shares its start with the next one; it has nothing to add.
    int found = Arrays.binarySearch(starts, from);
    int p = found >= 0 ? found : -found - 2;
    for (; p < parts.length && starts[p] < from + count; p++) {
      long first = Math.max(from, starts[p]);
      long last = Math.min(from + count, starts[p + 1]);
      if (first < last) {
        int[] inside = new int[(int) (last - first)];
        parts[p].multiplicities(first - starts[p], inside.length, inside);
        System.arraycopy(inside, 0, into, (int) (first - from), inside.length);
      }
    }
  }
}
