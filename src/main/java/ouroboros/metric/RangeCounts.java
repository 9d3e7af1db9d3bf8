package ouroboros.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.ngram.GroupSink;

/**
 * The state of all count metrics of one subject over one key range: a pair histogram an order, and
 * the tokens found in no real text. Exact to merge over ranges.
 *
 * <p>An n-gram counts when it stands inside a sentence: without {@code <s>}, {@code </s>} and
 * {@code <unk>}.
 */
public final class RangeCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PairHistogram[] pairs;
  private final long[] novel;
  private final long tokens;
  private final long sentences;

  private RangeCounts(PairHistogram[] pairs, long[] novel, long tokens, long sentences) {
    this.pairs = pairs;
    this.novel = novel;
    this.tokens = tokens;
    this.sentences = sentences;
  }

  /** Collects the state during a suffix scan over (R, subject, other real text used so far). */
  public static final class Collector implements GroupSink {
    private final int orders;
    private final PairCounter[] pairs;
    private final long[] novel;
    private long tokens;
    private long sentences;

    /**
     * @param orders n of the metrics: 1 .. orders
     */
    public Collector(int orders) {
      this.orders = orders;
      pairs = new PairCounter[orders + 1];
      for (int n = 1; n <= orders; n++) {
        pairs[n] = new PairCounter();
      }
      novel = new long[orders + 1];
    }

    @Override
    public void group(
        int n, int kind, long real, long subject, long other, int left, long[][] keys, int at) {
      if (n > orders) {
        return;
      }
      if (n == 1) {
        if ((kind & ENDS) != 0) {
          sentences += subject;
        } else {
          tokens += subject;
        }
      }
      if (kind != 0 || (real | subject) == 0) {
        return;
      }
      pairs[n].add(real, subject);
      if (real == 0 && other == 0) {
        novel[n] += subject;
      }
    }

    /** What was collected. */
    public RangeCounts finish() {
      PairHistogram[] histograms = new PairHistogram[orders + 1];
      histograms[0] = PairHistogram.EMPTY;
      for (int n = 1; n <= orders; n++) {
        histograms[n] = pairs[n].histogram();
      }
      return new RangeCounts(histograms, novel.clone(), tokens, sentences);
    }
  }

  /** The state over all ranges. */
  public static RangeCounts merge(List<RangeCounts> ranges) {
    List<RangeCounts> left = new ArrayList<>(ranges);
    RangeCounts sum = left.remove(0);
    for (RangeCounts more : left) {
      PairHistogram[] pairs = new PairHistogram[sum.pairs.length];
      long[] novel = new long[sum.novel.length];
      for (int n = 0; n < pairs.length; n++) {
        pairs[n] = sum.pairs[n].merge(more.pairs[n]);
        novel[n] = sum.novel[n] + more.novel[n];
      }
      sum = new RangeCounts(pairs, novel, sum.tokens + more.tokens, sum.sentences + more.sentences);
    }
    return sum;
  }

  /** The highest n that was counted. */
  public int orders() {
    return pairs.length - 1;
  }

  /** The pair histogram of n. */
  public PairHistogram pairs(int n) {
    return pairs[n];
  }

  /** n-gram tokens of the subject found in no real text used so far. */
  public long novel(int n) {
    return novel[n];
  }

  /** Tokens of the subject, {@code </s>} excluded. */
  public long tokens() {
    return tokens;
  }

  /** Sentences of the subject. */
  public long sentences() {
    return sentences;
  }
}
