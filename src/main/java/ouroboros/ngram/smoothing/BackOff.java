package ouroboros.ngram.smoothing;

import java.util.Arrays;
import java.util.List;

/**
 * What backing off needs in addition to discounts: the words that are in no unigram, and the
 * contexts whose shorter context has nothing to give.
 */
public final class BackOff {
  private BackOff() {}

  /** The types that are not unigrams: those of the uniform distribution. */
  public static int[] unseen(int[] types, int[] words, int unigrams) {
    return Arrays.stream(types)
        .filter(type -> Arrays.binarySearch(words, 0, unigrams, type) < 0)
        .toArray();
  }

  /**
   * One bit per context: whether it keeps its counts without a discount, because its shorter
   * context gives no probability to words that are not seen after it. Cost: one pass over the
   * slots.
   *
   * @param levels [order + 1] first context of each length
   * @param unseen how many types are not unigrams
   */
  public static long[] whole(
      int[] levels,
      int[] offsets,
      long[] cumulative,
      int[] shorter,
      List<Discounts> rules,
      int unseen) {
    long[] whole = new long[(offsets.length - 1 + 63) >>> 6];
    int length = 0;
    for (int c = 0; c < offsets.length - 1; c++) {
      while (c >= levels[length + 1]) {
        length++;
      }
      int below = shorter[c];
      boolean closed =
          c == 0
              ? unseen == 0
              : types(offsets, c) == types(offsets, below)
                  && !gives(offsets, cumulative, below, whole, rules.get(length - 1));
      if (closed) {
        whole[c >>> 6] |= 1L << (c & 63);
      }
    }
    return whole;
  }

  private static int types(int[] offsets, int c) {
    return offsets[c + 1] - offsets[c];
  }

  /** Whether a context gives some probability to words that are not seen after it. */
  private static boolean gives(
      int[] offsets, long[] cumulative, int c, long[] whole, Discounts discounts) {
    if ((whole[c >>> 6] >>> (c & 63) & 1) != 0) {
      return false;
    }
    long before = 0;
    for (int slot = offsets[c]; slot < offsets[c + 1]; slot++) {
      if (discounts.of(cumulative[slot] - before) > 0) {
        return true;
      }
      before = cumulative[slot];
    }
    return false;
  }
}
