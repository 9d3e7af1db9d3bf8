package ouroboros.ngram.count;

/**
 * Sorts n-grams by context. Keys are compared by the second to last token first, then by the older
 * tokens, and by the last token at the end. Because the input is in suffix order, a stable radix
 * sort over the bits of the context is enough. Cost: (context bits / 11) passes over the keys.
 */
public final class ContextOrder {
  private static final int DIGIT = 11;
  private static final int MASK = (1 << DIGIT) - 1;

  private final KeyLayout layout;
  private final int size;
  private long[][] keys;
  private long[][] spare;
  private int[] order;
  private int[] spareOrder;

  private ContextOrder(KeyLayout layout, int size) {
    this.layout = layout;
    this.size = size;
    keys = new long[layout.words()][size];
    spare = new long[layout.words()][size];
    order = new int[size];
    spareOrder = new int[size];
  }

  /**
   * Sorts the n-grams of a table.
   *
   * @param suffixKeys [words, at least size] n-grams in suffix order; not changed
   */
  public static ContextOrder of(KeyLayout layout, long[][] suffixKeys, int size) {
    ContextOrder sort = new ContextOrder(layout, size);
    sort.rotate(suffixKeys);
    sort.sort();
    sort.spare = new long[0][];
    sort.spareOrder = new int[0];
    return sort;
  }

  /** [size] for each place in context order, the index of the n-gram in suffix order. */
  public int[] order() {
    return order;
  }

  /** Whether the context of the n-gram at {@code i} differs from that of the n-gram before it. */
  public boolean startsContext(int i) {
    return i == 0 || layout.shared(keys, i, keys, i - 1) < layout.order() - 1;
  }

  /** The last token of the n-gram at {@code i}. */
  public int word(int i) {
    return layout.token(keys, i, layout.order() - 1);
  }

  /** Compares entry {@code i} of {@code a} with entry {@code j} of {@code b}, in context order. */
  public static int compare(KeyLayout layout, long[][] a, int i, long[][] b, int j) {
    int last = layout.order() - 1;
    for (int p = 0; p <= last; p++) {
      int position = p == last ? 0 : p + 1;
      int c = Integer.compare(layout.token(a, i, position), layout.token(b, j, position));
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  /** Moves the last token of every key behind all other tokens. */
  private void rotate(long[][] from) {
    int last = layout.order() - 1;
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    int bits = layout.bits();
    int words = layout.words();
    int top = layout.shift(0);
    long mask = (1L << (layout.perWord() * bits)) - 1;
    for (int w = 0; w < words; w++) {
      long[] to = keys[w];
      for (int i = 0; i < size; i++) {
        to[i] = (from[w][i] << bits) & mask;
      }
      for (int i = 0; w + 1 < words && i < size; i++) {
        to[i] |= from[w + 1][i] >>> top;
      }
    }
    long[] oldest = keys[layout.word(last)];
    for (int i = 0; i < size; i++) {
      oldest[i] |= (from[0][i] >>> top) << layout.shift(last);
    }
  }

  private void sort() {
    int last = layout.order() - 1;
    int[] starts = new int[MASK + 1];
    for (int w = layout.words() - 1; w >= 0; w--) {
      int low = w == layout.word(last) ? layout.shift(last) + layout.bits() : 0;
      int high = layout.perWord() * layout.bits();
      for (int shift = low; shift < high; shift += DIGIT) {
        pass(w, shift, starts);
      }
    }
  }

  private void pass(int word, int shift, int[] starts) {
    java.util.Arrays.fill(starts, 0);
    long[] digits = keys[word];
    for (int i = 0; i < size; i++) {
      starts[(int) (digits[i] >>> shift) & MASK]++;
    }
    int start = 0;
    for (int d = 0; d <= MASK; d++) {
      int count = starts[d];
      if (count == size) {
        return;
      }
      starts[d] = start;
      start += count;
    }
    for (int i = 0; i < size; i++) {
      int at = starts[(int) (digits[i] >>> shift) & MASK]++;
      for (int w = 0; w < keys.length; w++) {
        spare[w][at] = keys[w][i];
      }
      spareOrder[at] = order[i];
    }
    long[][] swap = keys;
    keys = spare;
    spare = swap;
    int[] swapOrder = order;
    order = spareOrder;
    spareOrder = swapOrder;
  }
}
