package ouroboros.ngram.count;

import java.util.Arrays;

/**
 * Radix sort of packed keys: one pass distributes the keys by their last token into buckets that
 * fit in a cache; then each bucket is sorted by digits of 11 bits, the least significant digit
 * first. A digit that is equal in all keys of a bucket is skipped.
 *
 * <p>Cost: (order x bits / 11) passes over the keys, without comparisons, and a spare array of the
 * same size, which the caller provides.
 */
final class KeySort {
  private static final int DIGIT = 11;
  private static final int BUCKETS = 1 << DIGIT;

  /** Up to this many keys are sorted without being distributed into buckets first. */
  private static final int SMALL = 1 << 16;

  /** The most bits of the last token that choose a bucket. */
  private static final int MOST_BITS = 20;

  private final KeyLayout layout;
  private final int[] histogram = new int[BUCKETS];

  private KeySort(KeyLayout layout) {
    this.layout = layout;
  }

  /**
   * Sorts {@code keys[.][0 .. size)} in ascending order; the first word is the most significant.
   * Rows after the words of the layout go with their keys.
   *
   * @param spare [words, at least size] scratch
   * @return the array that holds the result: {@code keys} or {@code spare}
   */
  static long[][] sort(KeyLayout layout, long[][] keys, long[][] spare, int size) {
    KeySort sort = new KeySort(layout);
    if (size <= SMALL) {
      return sort.least(keys, spare, 0, size) ? keys : spare;
    }
    int[] ends = sort.part(keys, spare, size);
    int from = 0;
    for (int end : ends) {
      if (!sort.least(spare, keys, from, end)) {
        for (int w = 0; w < keys.length; w++) {
          System.arraycopy(keys[w], from, spare[w], from, end - from);
        }
      }
      from = end;
    }
    return spare;
  }

  /** Distributes the keys into ascending buckets. Returns [buckets] the end of each bucket. */
  private int[] part(long[][] keys, long[][] to, int size) {
    int drop = Math.max(0, layout.bits() - MOST_BITS);
    int shift = layout.shift(0) + drop;
    int[] bucketOf = new int[1 << (layout.bits() - drop)];
    long[] first = keys[0];
    for (int i = 0; i < size; i++) {
      bucketOf[(int) (first[i] >>> shift)]++;
    }
    int[] at = new int[2 * size / SMALL + 2];
    int bucket = 0;
    int inBucket = 0;
    for (int token = 0; token < bucketOf.length; token++) {
      int many = bucketOf[token];
      if (inBucket > 0 && inBucket + many > SMALL && bucket + 1 < at.length) {
        bucket++;
        inBucket = 0;
      }
      bucketOf[token] = bucket;
      inBucket += many;
      at[bucket] += many;
    }
    int start = 0;
    for (int b = 0; b <= bucket; b++) {
      int many = at[b];
      at[b] = start;
      start += many;
    }
    for (int i = 0; i < size; i++) {
      int place = at[bucketOf[(int) (first[i] >>> shift)]]++;
      for (int w = 0; w < keys.length; w++) {
        to[w][place] = keys[w][i];
      }
    }
    return Arrays.copyOf(at, bucket + 1);
  }

  /**
   * Sorts a range. Returns whether the result is in {@code keys}; if not, it is in {@code spare}.
   */
  private boolean least(long[][] keys, long[][] spare, int start, int end) {
    long[][] from = keys;
    long[][] to = spare;
    for (int w = layout.words() - 1; w >= 0; w--) {
      int used = layout.perWord() * layout.bits();
      long differs = differs(from[w], start, end);
      for (int shift = 0; shift < used; shift += DIGIT) {
        if (((differs >>> shift) & (BUCKETS - 1)) == 0) {
          continue;
        }
        offsets(from[w], start, end, shift);
        scatter(from, to, w, start, end, shift);
        long[][] swap = from;
        from = to;
        to = swap;
      }
    }
    return from == keys;
  }

  /** A mask of the bits that are not equal in all keys. */
  private static long differs(long[] digits, int start, int end) {
    long differs = 0;
    for (int i = start + 1; i < end; i++) {
      differs |= digits[i] ^ digits[start];
    }
    return differs;
  }

  /** Computes the start of each value of a digit from its histogram. */
  private void offsets(long[] digits, int start, int end, int shift) {
    Arrays.fill(histogram, 0);
    for (int i = start; i < end; i++) {
      histogram[(int) (digits[i] >>> shift) & (BUCKETS - 1)]++;
    }
    int at = start;
    for (int d = 0; d < BUCKETS; d++) {
      int count = histogram[d];
      histogram[d] = at;
      at += count;
    }
  }

  private void scatter(long[][] from, long[][] to, int word, int start, int end, int shift) {
    long[] digits = from[word];
    if (from.length == 1) {
      long[] target = to[0];
      for (int i = start; i < end; i++) {
        long key = digits[i];
        target[histogram[(int) (key >>> shift) & (BUCKETS - 1)]++] = key;
      }
      return;
    }
    for (int i = start; i < end; i++) {
      int at = histogram[(int) (digits[i] >>> shift) & (BUCKETS - 1)]++;
      for (int w = 0; w < from.length; w++) {
        to[w][at] = from[w][i];
      }
    }
  }
}
