package ouroboros.metric.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;

/**
 * The pair histogram of a subject whose documents are split into {@value #GROUPS} groups, and the
 * pair histograms that result when one group is left out.
 *
 * <p>Stored for each group: the pairs of the n-gram types that occur in it, once with the group and
 * once without it. Merging over key ranges is exact. Cost: one addition for each group in which a
 * type occurs.
 */
public final class GroupedCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Number of groups. */
  public static final int GROUPS = 32;

  private final PairHistogram[] pairs;
  private final PairHistogram[][] with;
  private final PairHistogram[][] without;
  private final long[] tokens;
  private final long[] sentences;

  private GroupedCounts(
      PairHistogram[] pairs,
      PairHistogram[][] with,
      PairHistogram[][] without,
      long[] tokens,
      long[] sentences) {
    this.pairs = pairs;
    this.with = with;
    this.without = without;
    this.tokens = tokens;
    this.sentences = sentences;
  }

  /**
   * Collects the state during a suffix scan over (R, subject) in which every n-gram has its group
   * as one more token in front.
   */
  public static final class Collector implements GroupSink {
    private final KeyLayout grouped;
    private final int orders;
    private final PairCounter[] pairs;
    private final PairCounter[][] with;
    private final PairCounter[][] without;
    private final long[][] open;
    private final int[] having;
    private final long[] tokens = new long[GROUPS];
    private final long[] sentences = new long[GROUPS];

    /**
     * @param grouped the layout of the keys with the group; its order is one above that of the
     *     metrics
     */
    public Collector(KeyLayout grouped) {
      this.grouped = grouped;
      orders = grouped.order() - 1;
      pairs = new PairCounter[orders + 1];
      with = new PairCounter[orders + 1][GROUPS];
      without = new PairCounter[orders + 1][GROUPS];
      for (int n = 1; n <= orders; n++) {
        pairs[n] = new PairCounter();
        for (int k = 0; k < GROUPS; k++) {
          with[n][k] = new PairCounter();
          without[n][k] = new PairCounter();
        }
      }
      open = new long[orders + 1][GROUPS];
      having = new int[orders + 1];
    }

    @Override
    public void group(
        int n, int kind, long real, long subject, long other, int left, long[][] keys, int at) {
      if (n > orders) {
        if (subject > 0) {
          int k = grouped.token(keys, at, orders);
          open[orders][k] += subject;
          having[orders] |= 1 << k;
        }
        return;
      }
      if (kind == 0) {
        pairs[n].add(real, subject);
      }
      for (int rest = having[n]; rest != 0; rest &= rest - 1) {
        close(n, kind, Integer.numberOfTrailingZeros(rest), real, subject);
      }
      having[n - 1] |= having[n];
      having[n] = 0;
    }

    private void close(int n, int kind, int k, long real, long subject) {
      long own = open[n][k];
      open[n][k] = 0;
      if (n > 1) {
        open[n - 1][k] += own;
      } else if ((kind & ENDS) != 0) {
        sentences[k] += own;
      } else {
        tokens[k] += own;
      }
      if (kind == 0) {
        with[n][k].add(real, subject);
        if (real > 0 || subject > own) {
          without[n][k].add(real, subject - own);
        }
      }
    }

    @Override
    public int sums() {
      return GROUPS;
    }

    /** The subject's counts in the groups of the n-gram that is scanned. */
    @Override
    public long[] release(int n) {
      long[] counts = new long[GROUPS];
      if (n <= orders) {
        System.arraycopy(open[n], 0, counts, 0, GROUPS);
        Arrays.fill(open[n], 0);
        having[n] = 0;
      }
      return counts;
    }

    @Override
    public void resume(int n, long[] counts) {
      for (int k = 0; k < GROUPS; k++) {
        open[n][k] += counts[k];
        having[n] |= counts[k] > 0 ? 1 << k : 0;
      }
    }

    /** The state that was collected. */
    public GroupedCounts finish() {
      PairHistogram[] all = new PairHistogram[orders + 1];
      PairHistogram[][] have = new PairHistogram[orders + 1][GROUPS];
      PairHistogram[][] lack = new PairHistogram[orders + 1][GROUPS];
      all[0] = PairHistogram.EMPTY;
      for (int k = 0; k < GROUPS; k++) {
        have[0][k] = PairHistogram.EMPTY;
        lack[0][k] = PairHistogram.EMPTY;
      }
      for (int n = 1; n <= orders; n++) {
        all[n] = pairs[n].histogram();
        for (int k = 0; k < GROUPS; k++) {
          have[n][k] = with[n][k].histogram();
          lack[n][k] = without[n][k].histogram();
        }
      }
      return new GroupedCounts(all, have, lack, tokens.clone(), sentences.clone());
    }
  }

  /** The state over all ranges, at least one. */
  public static GroupedCounts merge(List<GroupedCounts> ranges) {
    return ranges.stream().reduce(GroupedCounts::plus).orElseThrow();
  }

  private GroupedCounts plus(GroupedCounts more) {
    PairHistogram[] all = new PairHistogram[pairs.length];
    PairHistogram[][] have = new PairHistogram[pairs.length][GROUPS];
    PairHistogram[][] lack = new PairHistogram[pairs.length][GROUPS];
    long[] words = new long[GROUPS];
    long[] ends = new long[GROUPS];
    for (int n = 0; n < all.length; n++) {
      all[n] = pairs[n].merge(more.pairs[n]);
      for (int k = 0; k < GROUPS; k++) {
        have[n][k] = with[n][k].merge(more.with[n][k]);
        lack[n][k] = without[n][k].merge(more.without[n][k]);
      }
    }
    for (int k = 0; k < GROUPS; k++) {
      words[k] = tokens[k] + more.tokens[k];
      ends[k] = sentences[k] + more.sentences[k];
    }
    return new GroupedCounts(all, have, lack, words, ends);
  }

  /** The highest n that was counted. */
  public int orders() {
    return pairs.length - 1;
  }

  /** The pair histogram of n. */
  public PairHistogram pairs(int n) {
    return pairs[n];
  }

  /** The pair histogram of n for the subject without group k. */
  public PairHistogram without(int n, int k) {
    return pairs[n].minus(with[n][k]).merge(without[n][k]);
  }

  /** The size of the subject. */
  public TextSize size() {
    long words = 0;
    long ends = 0;
    for (int k = 0; k < GROUPS; k++) {
      words += tokens[k];
      ends += sentences[k];
    }
    return new TextSize(words, ends);
  }

  /** The size of the subject without group k. */
  public TextSize without(int k) {
    TextSize all = size();
    return new TextSize(all.tokens() - tokens[k], all.sentences() - sentences[k]);
  }

  /** Whether every group has a sentence, as {@link ouroboros.inference.Jackknife} requires. */
  public boolean isFull() {
    for (long own : sentences) {
      if (own == 0) {
        return false;
      }
    }
    return true;
  }
}
