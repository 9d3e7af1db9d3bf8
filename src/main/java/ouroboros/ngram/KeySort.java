package ouroboros.ngram;

/**
 * Least-significant-digit radix sort of packed keys, 11 bits a pass; digits that are the same in
 * all keys are skipped.
 *
 * <p>Cost: (order x bits / 11) passes over the keys, no comparison; one spare array of the same
 * size, which the caller lends.
 */
final class KeySort {
  private static final int DIGIT = 11;
  private static final int BUCKETS = 1 << DIGIT;

  private KeySort() {}

  /**
   * Sorts {@code keys[.][0 .. size)} ascending, first word most significant.
   *
   * @param spare [words, at least size] scratch
   * @return the array that holds the result: {@code keys} or {@code spare}
   */
  static long[][] sort(KeyLayout layout, long[][] keys, long[][] spare, int size) {
    long[][] from = keys;
    long[][] to = spare;
    int[] histogram = new int[BUCKETS];
    for (int w = layout.words() - 1; w >= 0; w--) {
      int used = layout.perWord() * layout.bits();
      for (int shift = 0; shift < used; shift += DIGIT) {
        if (!offsets(from[w], size, shift, histogram)) {
          continue;
        }
        scatter(from, to, w, size, shift, histogram);
        long[][] swap = from;
        from = to;
        to = swap;
      }
    }
    return from;
  }

  /** Turns the digit's histogram into start offsets; false where one bucket holds all. */
  private static boolean offsets(long[] digits, int size, int shift, int[] histogram) {
    java.util.Arrays.fill(histogram, 0);
    for (int i = 0; i < size; i++) {
      histogram[(int) (digits[i] >>> shift) & (BUCKETS - 1)]++;
    }
    int start = 0;
    for (int d = 0; d < BUCKETS; d++) {
      int count = histogram[d];
      if (count == size) {
        return false;
      }
      histogram[d] = start;
      start += count;
    }
    return true;
  }

  private static void scatter(
      long[][] from, long[][] to, int word, int size, int shift, int[] offsets) {
    long[] digits = from[word];
    if (from.length == 1) {
      long[] target = to[0];
      for (int i = 0; i < size; i++) {
        long key = digits[i];
        target[offsets[(int) (key >>> shift) & (BUCKETS - 1)]++] = key;
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      int at = offsets[(int) (digits[i] >>> shift) & (BUCKETS - 1)]++;
      for (int w = 0; w < from.length; w++) {
        to[w][at] = from[w][i];
      }
    }
  }
}
