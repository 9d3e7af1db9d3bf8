package ouroboros.ngram.count;

/**
 * The counts of n-grams in two texts that have most of their sentences in common. Both are one
 * number, so one sort and one merge count both:
 *
 * <pre>first + 2^32 x (second - first)</pre>
 *
 * <p>Such numbers are added as they are. An n-gram whose counts are equal has a small number, which
 * takes one byte. Limits: the two texts that are added up have fewer than 2^31 n-grams together;
 * {@link #check} verifies it before the counts are added.
 */
public final class TwoCounts {
  /** What a sentence of both texts adds. */
  public static final long BOTH = 1;

  private static final int BITS = 32;
  private static final long LOW = (1L << BITS) - 1;

  /** What a sentence of the second text adds. */
  public static final long SECOND = 1L << BITS;

  /** What a sentence of the first text adds. */
  public static final long FIRST = BOTH - SECOND;

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
   * Checks that runs can be added up.
   *
   * @throws IllegalStateException if they have more n-grams than two counts in one number can hold
   */
  public static void check(Iterable<CountRun> runs) {
    long all = 0;
    for (CountRun run : runs) {
      for (int i = 0; i < run.size(); i++) {
        long both = run.counts()[i];
        all += first(both) + Math.abs(both >> BITS);
      }
    }
    if (all > MOST) {
      throw new IllegalStateException(
          all
              + " n-grams of S_g and S'_g are in one key range, and at most "
              + MOST
              + " can be counted together; set size to fewer units, or sampling.max-length");
    }
  }

  /** The counts of the first text; the same run where the texts are equal. */
  public static CountRun first(CountRun both) {
    return of(both, true);
  }

  /** The counts of the second text; the same run where the texts are equal. */
  public static CountRun second(CountRun both) {
    return of(both, false);
  }

  private static CountRun of(CountRun both, boolean first) {
    long[] counts = both.counts();
    int left = 0;
    boolean differs = false;
    for (int i = 0; i < both.size(); i++) {
      long own = first ? first(counts[i]) : second(counts[i]);
      left += own == 0 ? 0 : 1;
      differs |= own != counts[i];
    }
    if (!differs) {
      return both;
    }
    long[][] keys = new long[both.keys().length][left];
    long[] kept = new long[left];
    int at = 0;
    for (int i = 0; i < both.size(); i++) {
      long own = first ? first(counts[i]) : second(counts[i]);
      if (own != 0) {
        for (int w = 0; w < keys.length; w++) {
          keys[w][at] = both.keys()[w][i];
        }
        kept[at++] = own;
      }
    }
    return new CountRun(both.layout(), keys, kept, left);
  }
}
