package ouroboros.metric.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;

/**
 * The state of all count metrics of one subject over one key range: one pair histogram per order,
 * and the number of tokens that occur in no real text. Merging over ranges is exact.
 *
 * <p>Only n-grams inside a sentence are counted: those without {@code <s>}, {@code </s>} and {@code
 * <unk>}.
 */
public final class RangeCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PairHistogram[] pairs;
  private final long[] novel;
  private final PairHistogram[] exclusive;
  private final Novelty test;
  private final OwnEntropy own;
  private final long tokens;
  private final long sentences;

  private RangeCounts(
      PairHistogram[] pairs,
      long[] novel,
      PairHistogram[] exclusive,
      Novelty test,
      OwnEntropy own,
      long tokens,
      long sentences) {
    this.pairs = pairs;
    this.novel = novel;
    this.exclusive = exclusive;
    this.test = test;
    this.own = own;
    this.tokens = tokens;
    this.sentences = sentences;
  }

  /** Collects the state during a suffix scan over (R, subject, other real text used so far). */
  public static final class Collector implements GroupSink {
    private final int orders;
    private final PairCounter[] pairs;
    private final long[] novel;
    private final KeyLayout layout;
    private final ExclusiveTypes exclusive;
    private final @Nullable PairCounter[] ofStratum;
    private long tokens;
    private long sentences;

    /**
     * @param orders the highest n of the metrics
     * @param layout key layout of the tables that are scanned
     * @param exclusive the words that are also counted per stratum
     */
    public Collector(int orders, KeyLayout layout, ExclusiveTypes exclusive) {
      this.orders = orders;
      this.layout = layout;
      this.exclusive = exclusive;
      ofStratum = new PairCounter[exclusive.strata()];
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
      if (n == 1 && ofStratum.length > 0) {
        int stratum = exclusive.stratum(layout.token(keys, at, 0));
        if (stratum >= 0) {
          addTo(stratum, real, subject);
        }
      }
      if (real == 0 && other == 0) {
        novel[n] += subject;
      }
    }

    private void addTo(int stratum, long real, long subject) {
      PairCounter counter = ofStratum[stratum];
      if (counter == null) {
        counter = new PairCounter();
        ofStratum[stratum] = counter;
      }
      counter.add(real, subject);
    }

    private static PairHistogram[] histograms(@Nullable PairCounter[] counters) {
      return Arrays.stream(counters)
          .map(counter -> counter == null ? PairHistogram.EMPTY : counter.histogram())
          .toArray(PairHistogram[]::new);
    }

    /**
     * The state that was collected.
     *
     * @param test the novel n-gram tokens of the test text
     * @param own the counts from which the subject's own entropy is computed
     */
    public RangeCounts finish(Novelty test, OwnEntropy own) {
      return new RangeCounts(
          histograms(pairs), novel.clone(), histograms(ofStratum), test, own, tokens, sentences);
    }
  }

  /** The state over all ranges. */
  public static RangeCounts merge(List<RangeCounts> ranges) {
    return ranges.stream().reduce(RangeCounts::merge).orElseThrow();
  }

  private RangeCounts merge(RangeCounts more) {
    long[] novelOfBoth = novel.clone();
    Arrays.setAll(novelOfBoth, n -> novel[n] + more.novel[n]);
    return new RangeCounts(
        merge(pairs, more.pairs),
        novelOfBoth,
        merge(exclusive, more.exclusive),
        test.merge(more.test),
        own.merge(more.own),
        tokens + more.tokens,
        sentences + more.sentences);
  }

  private static PairHistogram[] merge(PairHistogram[] a, PairHistogram[] b) {
    PairHistogram[] both = new PairHistogram[a.length];
    Arrays.setAll(both, i -> a[i].merge(b[i]));
    return both;
  }

  /** The highest n that was counted. */
  public int orders() {
    return pairs.length - 1;
  }

  /** The pair histogram of n. */
  public PairHistogram pairs(int n) {
    return pairs[n];
  }

  /** n-gram tokens of the subject that occur in no real text used so far. */
  public long novel(int n) {
    return novel[n];
  }

  /**
   * The n-gram tokens of the test text, and those of them that occur in no real text used so far.
   */
  public Novelty test() {
    return test;
  }

  /** The counts from which the subject's own entropy is computed. */
  public OwnEntropy own() {
    return own;
  }

  /** For how many strata exclusive words are counted; 0 without strata. */
  public int strata() {
    return exclusive.length;
  }

  /** The pair histogram of the words that occur in this stratum of R only. */
  public PairHistogram exclusive(int stratum) {
    return exclusive[stratum];
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
