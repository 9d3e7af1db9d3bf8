package ouroboros.ngram.count;

import java.util.Arrays;

/**
 * A growing list of n-grams of one order. Each has its count and one more number, such as that of
 * the context that follows it.
 */
public final class GramList {
  private static final int LEAST = 64;

  public final KeyLayout layout;
  public long[][] keys;
  public long[] counts;
  public int[] next;
  public int size;

  public GramList(KeyLayout layout) {
    this.layout = layout;
    keys = new long[layout.words()][0];
    counts = new long[0];
    next = new int[0];
  }

  /** Appends the last tokens of entry {@code at} of {@code from}, whose layout is longer. */
  public void add(KeyLayout of, long[][] from, int at, long count, int follows) {
    if (size == counts.length) {
      int capacity = Math.max(LEAST, size + (size >> 1));
      for (int w = 0; w < keys.length; w++) {
        keys[w] = Arrays.copyOf(keys[w], capacity);
      }
      counts = Arrays.copyOf(counts, capacity);
      next = Arrays.copyOf(next, capacity);
    }
    of.truncate(from, at, layout, keys, size);
    counts[size] = count;
    next[size++] = follows;
  }
}
