package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.List;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PairHistogram;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.SentenceHashes;
import ouroboros.ngram.count.SuffixScan;

/**
 * The state of all sentence metrics of one subject: the pair histogram of whole sentences (how many
 * distinct sentences occur r times in R and s times in the subject), and the other totals over its
 * sentences. All are integers, so merging is exact.
 */
public final class SentenceCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PairHistogram sentences;
  private final SentenceTotals totals;

  private SentenceCounts(PairHistogram sentences, SentenceTotals totals) {
    this.sentences = sentences;
    this.totals = totals;
  }

  /**
   * Computes the state from the sentence hashes of both texts in one range of hashes.
   *
   * @param real R's sentences; empty if they are not to be compared
   * @param totals the totals over all ranges, given with one range only; {@link
   *     SentenceTotals#NONE} with all others
   */
  public static SentenceCounts of(CountRun real, CountRun subject, SentenceTotals totals) {
    PairCounter pairs = new PairCounter();
    int whole = SentenceHashes.LAYOUT.order();
    SuffixScan.of(
        real,
        subject,
        CountRun.empty(SentenceHashes.LAYOUT),
        (n, kind, r, s, other, left, keys, at) -> {
          if (n == whole) {
            pairs.add(r, s);
          }
        });
    return new SentenceCounts(pairs.histogram(), totals);
  }

  /** The state over all ranges. */
  public static SentenceCounts merge(List<SentenceCounts> ranges) {
    return ranges.stream().reduce(SentenceCounts::merge).orElseThrow();
  }

  private SentenceCounts merge(SentenceCounts more) {
    return new SentenceCounts(sentences.merge(more.sentences), totals.merge(more.totals));
  }

  /** How many distinct sentences occur r times in R and s times in the subject. */
  public PairHistogram sentences() {
    return sentences;
  }

  /** The other totals over the subject's sentences. */
  public SentenceTotals totals() {
    return totals;
  }

  /**
   * Share of the subject's sentences that repeat another sentence of the subject; NaN without
   * sentences.
   */
  public double duplicates() {
    long all = sentences.subjectTokens();
    return all == 0 ? Double.NaN : (double) (all - sentences.subjectTypes()) / all;
  }

  /**
   * Share of the subject's sentences that are one of its {@code many} most frequent ones; NaN
   * without sentences.
   */
  public double top(int many) {
    CountHistogram counts = sentences.subjectCounts();
    long left = many;
    long covered = 0;
    for (int i = counts.size() - 1; i >= 0 && left > 0; i--) {
      long taken = Math.min(left, counts.types(i));
      covered += taken * counts.count(i);
      left -= taken;
    }
    return counts.tokens() == 0 ? Double.NaN : (double) covered / counts.tokens();
  }

  /**
   * Share of the subject's sentences that also occur in R; NaN if R's sentences are not known or
   * the subject has none.
   */
  public double verbatim() {
    if (sentences.realTypes() == 0 || sentences.subjectTokens() == 0) {
      return Double.NaN;
    }
    long copied = 0;
    for (int i = 0; i < sentences.size(); i++) {
      copied += sentences.real(i) > 0 ? sentences.subject(i) * sentences.types(i) : 0;
    }
    return (double) copied / sentences.subjectTokens();
  }
}
