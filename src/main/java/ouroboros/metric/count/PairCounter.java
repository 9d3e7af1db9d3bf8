package ouroboros.metric.count;

/**
 * Counts pairs (count in R, count in the subject), one call per type: the hot path of every count
 * metric.
 *
 * <p>Pairs of counts below 64 are counted in a dense table of 32 KiB, all others in a hash table
 * with open addressing. A call takes constant time and allocates nothing (except when the table
 * grows). Not thread-safe: use one counter per task, then {@link #histogram()} and {@link
 * PairHistogram#merge}.
 */
public final class PairCounter {
  private static final int DENSE_BITS = 6;
  private static final int DENSE = 1 << DENSE_BITS;

  private final long[] dense = new long[DENSE * DENSE];
  private long[] real = new long[64];
  private long[] subject = new long[64];
  private long[] types = new long[64];
  private int used;

  /**
   * One type that occurs {@code r} times in R and {@code s} times in the subject.
   *
   * @throws IllegalArgumentException for a negative count and for (0, 0), which is no type
   */
  public void add(long r, long s) {
    add(r, s, 1);
  }

  /** The same for {@code many >= 1} types at once. */
  public void add(long r, long s, long many) {
    if (r < 0 || s < 0 || (r | s) == 0 || many < 1) {
      throw new IllegalArgumentException(
          "pair ("
              + r
              + ", "
              + s
              + ") x "
              + many
              + ": counts must be >= 0, one of them >= 1, and types >= 1");
    }
    if ((r | s) < DENSE) {
      dense[(int) (r << DENSE_BITS | s)] += many;
    } else {
      addSparse(r, s, many);
    }
  }

  /** The pairs counted so far, sorted. Cost: a sort of the distinct pairs. */
  public PairHistogram histogram() {
    int size = used;
    for (long many : dense) {
      size += many == 0 ? 0 : 1;
    }
    long[][] pairs = new long[3][size];
    int at = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        at = put(pairs, at, i >>> DENSE_BITS, i & (DENSE - 1), dense[i]);
      }
    }
    for (int i = 0; i < types.length; i++) {
      if (types[i] != 0) {
        at = put(pairs, at, real[i], subject[i], types[i]);
      }
    }
    long[][] sorted = RowSort.sort(pairs, 2);
    return new PairHistogram(sorted[0], sorted[1], sorted[2]);
  }

  private static int put(long[][] pairs, int at, long r, long s, long many) {
    pairs[0][at] = r;
    pairs[1][at] = s;
    pairs[2][at] = many;
    return at + 1;
  }

  private void addSparse(long r, long s, long many) {
    int i = slot(r, s);
    if (types[i] == 0) {
      if (2 * (used + 1) > types.length) {
        grow();
        i = slot(r, s);
      }
      real[i] = r;
      subject[i] = s;
      used++;
    }
    types[i] += many;
  }

  /** The slot of (r, s), or the free slot in which it belongs. */
  private int slot(long r, long s) {
    long h = (r * 0x9E3779B97F4A7C15L ^ s) * 0xC2B2AE3D27D4EB4FL;
    int mask = types.length - 1;
    int i = (int) (h ^ h >>> 32) & mask;
    while (types[i] != 0 && (real[i] != r || subject[i] != s)) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void grow() {
    long[] oldReal = real;
    long[] oldSubject = subject;
    long[] oldTypes = types;
    real = new long[2 * oldTypes.length];
    subject = new long[2 * oldTypes.length];
    types = new long[2 * oldTypes.length];
    for (int j = 0; j < oldTypes.length; j++) {
      if (oldTypes[j] != 0) {
        int i = slot(oldReal[j], oldSubject[j]);
        real[i] = oldReal[j];
        subject[i] = oldSubject[j];
        types[i] = oldTypes[j];
      }
    }
  }
}
