package ouroboros.metric.count;

import java.io.Serializable;
import ouroboros.ngram.count.GroupSink;

/**
 * (sum over contexts of c log2 c - sum over n-grams of c log2 c)/N, over all padded n-grams, those
 * that end in {@code </s>} included, and their contexts: the cross-entropy of the maximum
 * likelihood n-gram model on its own training text. The state is two histograms of integers, added
 * over key ranges.
 */
public final class OwnEntropy implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing counted. */
  public static final OwnEntropy NONE =
      new OwnEntropy(1, PairHistogram.EMPTY, PairHistogram.EMPTY, 0);

  private final int order;
  private final PairHistogram grams;
  private final PairHistogram contexts;
  private final long sentences;

  private OwnEntropy(int order, PairHistogram grams, PairHistogram contexts, long sentences) {
    this.order = order;
    this.grams = grams;
    this.contexts = contexts;
    this.sentences = sentences;
  }

  /** Collects the counts of the subject during a suffix scan. */
  public static final class Collector implements GroupSink {
    private final int order;
    private final PairCounter grams = new PairCounter();
    private final PairCounter contexts = new PairCounter();
    private long sentences;

    /**
     * @param order n of the n-grams, at least 1
     */
    public Collector(int order) {
      this.order = order;
    }

    @Override
    public void group(
        int n, int kind, long real, long subject, long other, int left, long[][] keys, int at) {
      if (subject == 0) {
        return;
      }
      boolean ends = (kind & ENDS) != 0;
      if (n == order) {
        grams.add(0, subject);
        sentences += ends ? subject : 0;
      } else if (n == order - 1 && !ends) {
        contexts.add(0, subject);
      }
    }

    /** The counts that were collected. */
    public OwnEntropy finish() {
      return new OwnEntropy(order, grams.histogram(), contexts.histogram(), sentences);
    }
  }

  /** The sum of both ranges. */
  OwnEntropy merge(OwnEntropy more) {
    return new OwnEntropy(
        Math.max(order, more.order),
        grams.merge(more.grams),
        contexts.merge(more.contexts),
        sentences + more.sentences);
  }

  /**
   * Bits per token, {@code </s>} included; NaN without text. The context at the beginning of a
   * sentence occurs once per sentence.
   */
  public double bits() {
    long tokens = grams.subjectTokens();
    if (tokens == 0) {
      return Double.NaN;
    }
    double known = weight(order == 1 ? tokens : sentences) + weight(contexts);
    return (known - weight(grams)) / tokens;
  }

  /**
   * Bits per token by which the cross-entropy of a model with this perplexity is higher than the
   * text's own entropy; NaN without text.
   */
  public double gap(double perplexity) {
    return StrictMath.log(perplexity) / StrictMath.log(2) - bits();
  }

  private static double weight(PairHistogram counts) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < counts.size(); i++) {
      sum.add(counts.types(i) * weight(counts.subject(i)));
    }
    return sum.value();
  }

  private static double weight(long count) {
    return count * Bits.log2((double) count);
  }
}
