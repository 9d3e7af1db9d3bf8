package ouroboros.ngram.count;

import java.util.Arrays;

/**
 * A sorted run of distinct n-grams with their counts, the sufficient statistic of an n-gram model.
 *
 * <p>Keys are strictly ascending in suffix order; counts are positive. The arrays may be longer
 * than the run. Immutable. Memory: 8 x (words + 1) bytes per n-gram.
 */
public final class CountRun {
  private final KeyLayout layout;
  private final long[][] keys;
  private final long[] counts;
  private final int size;

  /**
   * @param layout how keys are packed
   * @param keys [words, at least size]
   * @param counts [at least size]
   */
  public CountRun(KeyLayout layout, long[][] keys, long[] counts, int size) {
    this.layout = layout;
    this.keys = keys;
    this.counts = counts;
    this.size = size;
  }

  /**
   * The run of the keys {@code sorted[.][0 .. size)}; equal keys become one entry with their number
   * as its count, or with the sum of their weights, if there is one more row with weights.
   */
  static CountRun ofSorted(KeyLayout layout, long[][] sorted, int size) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || layout.compare(sorted, i, sorted, i - 1) != 0) {
        n++;
      }
    }
    long[][] keys = new long[layout.words()][n];
    long[] counts = new long[n];
    long[] weights = sorted.length > keys.length ? sorted[keys.length] : null;
    int at = -1;
    for (int i = 0; i < size; i++) {
      if (i == 0 || layout.compare(sorted, i, sorted, i - 1) != 0) {
        at++;
        for (int w = 0; w < keys.length; w++) {
          keys[w][at] = sorted[w][i];
        }
      }
      counts[at] += weights == null ? 1 : weights[i];
    }
    return new CountRun(layout, keys, counts, n);
  }

  /** An empty run. */
  public static CountRun empty(KeyLayout layout) {
    return new CountRun(layout, new long[layout.words()][0], new long[0], 0);
  }

  /** How keys are packed. */
  public KeyLayout layout() {
    return layout;
  }

  /** How many distinct n-grams. */
  public int size() {
    return size;
  }

  /** [words, size] the array itself, which must not be changed. */
  public long[][] keys() {
    return keys;
  }

  /** [size] the array itself, which must not be changed. */
  public long[] counts() {
    return counts;
  }

  /** The sum of all counts. */
  public long total() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /**
   * The same n-grams with every count multiplied by {@code factor}; throws if a product overflows.
   */
  public CountRun times(long factor) {
    long[] more = new long[size];
    for (int i = 0; i < size; i++) {
      more[i] = Math.multiplyExact(counts[i], factor);
    }
    return new CountRun(layout, keys, more, size);
  }

  /**
   * The same n-grams, each with one more token at its oldest end, the same token for all.
   *
   * @param longer a layout whose order is one higher and whose bits are the same
   */
  public CountRun preceded(KeyLayout longer, int token) {
    int order = layout.order();
    long[][] more = new long[longer.words()][size];
    for (int i = 0; i < size; i++) {
      for (int p = 0; p <= order; p++) {
        long id = p < order ? layout.token(keys, i, p) : token;
        more[longer.word(p)][i] |= id << longer.shift(p);
      }
    }
    return new CountRun(longer, more, counts, size);
  }

  /** The entries whose count is not 0, which is what a difference of runs needs. */
  public CountRun withoutZeros() {
    int left = 0;
    long[][] kept = new long[keys.length][size];
    long[] keptCounts = new long[size];
    for (int i = 0; i < size; i++) {
      for (int w = 0; w < keys.length; w++) {
        kept[w][left] = keys[w][i];
      }
      keptCounts[left] = counts[i];
      left += counts[i] == 0 ? 0 : 1;
    }
    return new CountRun(layout, kept, keptCounts, left);
  }

  /** A copy of the entries {@code from} (included) to {@code to} (excluded). */
  public CountRun slice(int from, int to) {
    long[][] part = new long[keys.length][];
    for (int w = 0; w < keys.length; w++) {
      part[w] = Arrays.copyOfRange(keys[w], from, to);
    }
    return new CountRun(layout, part, Arrays.copyOfRange(counts, from, to), to - from);
  }

  /** The index of the first entry whose key is not below entry {@code j} of {@code bounds}. */
  public int lowerBound(long[][] bounds, int j) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (layout.compare(keys, middle, bounds, j) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Whether some entry of the run ends with a given n-gram.
   *
   * <p>Cost: one binary search.
   *
   * @param gram its tokens in reading order, at least 1, at most the order
   */
  public boolean contains(int[] gram) {
    long[][] key = new long[layout.words()][1];
    for (int p = 0; p < gram.length; p++) {
      key[layout.word(p)][0] |= (long) gram[gram.length - 1 - p] << layout.shift(p);
    }
    int at = lowerBound(key, 0);
    return at < size && layout.shared(keys, at, key, 0) >= gram.length;
  }
}
