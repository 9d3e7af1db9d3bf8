package ouroboros.ngram.count;

import java.util.ArrayList;
import java.util.List;

/**
 * The counts of n-grams in two texts that have most of their sentences in common. Both are one
 * number, so one sort and one merge count both:
 *
 * <pre>first + 2^32 x (second - first)</pre>
 *
 * <p>Such numbers are added as they are. An n-gram whose counts are equal has a small number, which
 * takes one byte. Limits: the two texts that are added up have fewer than 2^31 n-grams together;
 * {@link #of} verifies it before the counts are added.
 */
public final class TwoCounts {
  /** What a sentence of both texts adds. */
  private static final long BOTH = 1;

  private static final int BITS = 32;
  private static final long LOW = (1L << BITS) - 1;

  /** What a sentence of the second text adds. */
  private static final long SECOND = 1L << BITS;

  /** What a sentence of the first text adds. */
  private static final long FIRST = BOTH - SECOND;

  private static final long MOST = (1L << 31) - 1;

  private TwoCounts() {}

  /** The count in the first text. */
  public static long first(long both) {
    return both & LOW;
  }

  /** The count in the second text. */
  public static long second(long both) {
    return (both & LOW) + (both >> BITS);
  }

  /**
   * The counts of two texts from those of the parts that make them up.
   *
   * @param common of sentences that are in both texts
   * @param first of sentences that are only in the first
   * @param second of sentences that are only in the second
   * @throws IllegalStateException if they have more n-grams than two counts in one number can hold
   */
  public static CountRun of(
      KeyLayout layout, List<CountRun> common, List<CountRun> first, List<CountRun> second) {
    long all = total(common) + total(first) + total(second);
    if (all > MOST) {
      throw new IllegalStateException(
          all
              + " n-grams of S_g and S'_g are in one key range, and at most "
              + MOST
              + " can be counted together; set size to fewer units, or sampling.max-length");
    }
    List<CountRun> runs = new ArrayList<>(common);
    first.forEach(run -> runs.add(run.times(FIRST)));
    second.forEach(run -> runs.add(run.times(SECOND)));
    return CountMerge.sum(layout, runs);
  }

  private static long total(List<CountRun> runs) {
    return runs.stream().mapToLong(CountRun::total).sum();
  }

  /** Whether a number says that both counts are equal; then it is the count. */
  public static boolean isSame(long both) {
    return both >>> BITS == 0;
  }

  /**
   * The counts of the first text and of the second; the same run where the texts are equal. What is
   * given is used up: the results share its arrays, or have their values in them.
   */
  public static List<CountRun> split(CountRun both) {
    long[] counts = both.counts();
    int size = both.size();
    int onlyInFirst = 0;
    int onlyInSecond = 0;
    long changes = 0;
    for (int i = 0; i < size; i++) {
      long count = counts[i];
      changes |= count >>> BITS;
      onlyInFirst += second(count) == 0 ? 1 : 0;
      onlyInSecond += first(count) == 0 ? 1 : 0;
    }
    if (changes == 0) {
      return List.of(both, both);
    }
    int ofFirst = size - onlyInSecond;
    int ofSecond = size - onlyInFirst;
    long[][] firstKeys = both.keys();
    long[][] secondKeys = both.keys();
    if (onlyInSecond > 0) {
      firstKeys = room(firstKeys.length, ofFirst);
      pack(both.keys(), counts, size, true, firstKeys);
    }
    if (onlyInFirst > 0) {
      boolean isShared = onlyInSecond == 0;
      secondKeys = isShared ? room(firstKeys.length, ofSecond) : both.keys();
      pack(both.keys(), counts, size, false, secondKeys);
    }
    long[] first = new long[ofFirst + 1];
    int a = 0;
    int b = 0;
    for (int i = 0; i < size; i++) {
      long count = counts[i];
      long one = first(count);
      long other = second(count);
      first[a] = one;
      counts[b] = other;
      a += one == 0 ? 0 : 1;
      b += other == 0 ? 0 : 1;
    }
    return List.of(
        new CountRun(both.layout(), firstKeys, first, ofFirst),
        new CountRun(both.layout(), secondKeys, counts, ofSecond));
  }

  private static long[][] room(int words, int size) {
    return new long[words][size + 1];
  }

  /** Copies the keys of one text, a word of all keys at a time. {@code into} may be the keys. */
  private static void pack(long[][] keys, long[] counts, int size, boolean isFirst, long[][] into) {
    for (int w = 0; w < keys.length; w++) {
      long[] from = keys[w];
      long[] to = into[w];
      int n = 0;
      for (int i = 0; i < size; i++) {
        to[n] = from[i];
        n += (isFirst ? first(counts[i]) : second(counts[i])) == 0 ? 0 : 1;
      }
    }
  }
}
