package ouroboros.spark.ngram;

import java.util.Objects;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.sentence.SentenceClusters;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutPeriods;
import ouroboros.ngram.heldout.HeldOutSentences;
import ouroboros.ngram.heldout.RelativeScale;
import ouroboros.spark.count.RealCounts;
import ouroboros.spark.count.ReferenceScan;
import ouroboros.spark.text.RealText;
import ouroboros.text.Vocabulary;

/**
 * What R fixes for all metrics of an experiment: every subject is compared with it.
 *
 * @param counts R's counts with the baselines that are sealed with them
 * @param text the real sentences
 * @param vocabulary of the corpus
 * @param wanted metrics
 * @param scan what subjects are compared with in addition to R's counts
 * @param sentences the measurement of whole sentences
 * @param scales of metrics that depend on the amount of text
 * @param test text that perplexity is measured on; null if no metric needs it
 */
record Reference(
    RealCounts counts,
    RealText text,
    Vocabulary vocabulary,
    MetricSelection wanted,
    Broadcast<ReferenceScan> scan,
    OfSentences sentences,
    Scales scales,
    @Nullable TestText test) {

  /**
   * The measurement of whole sentences.
   *
   * @param clusters of R's sentences; null if no metric needs them
   */
  record OfSentences(SentencePlan plan, @Nullable SentenceClusters clusters) {}

  /**
   * Scales of metrics that depend on the amount of text.
   *
   * @param zipfCut lowest count that {@code zipf-exponent} is fitted to
   * @param rarefyTo [n] n-gram tokens that rarefied twins keep
   * @param realSize tokens of R for the evaluation model, {@link RelativeScale#size}
   * @param orders the longest n-grams that are measured
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Scales(long zipfCut, long[] rarefyTo, double realSize, MetricOrders orders) {}

  /**
   * The test text.
   *
   * @param sentences the same text by sentences; null if there is one component
   * @param periods the same text by period; null where it has no two
   */
  record TestText(
      Broadcast<HeldOut> text,
      @Nullable HeldOutSentences sentences,
      @Nullable HeldOutPeriods periods) {}

  /** R's counts. */
  CountTable real() {
    return counts.grams().training();
  }

  /** The test text; fails if no metric needs it. */
  TestText testText() {
    return Objects.requireNonNull(test, "no metric asks for the test text");
  }

  /** One more than the highest id of R's types. */
  int closed() {
    return vocabulary.realEnd();
  }

  /** Tokens of a sentence of R on average, {@code </s>} included. */
  double meanLength() {
    return (double) (real().tokens() + real().sentences()) / real().sentences();
  }
}
