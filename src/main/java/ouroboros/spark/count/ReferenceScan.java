package ouroboros.spark.count;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.CountMetric;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.PowerLaw;
import ouroboros.metric.sentence.PromptAnswers;
import ouroboros.metric.sentence.StrataModel;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.RelativeScale;
import ouroboros.spark.text.Labels;
import ouroboros.spark.text.RealText;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;

/**
 * What every subject of an experiment is compared with in addition to R's counts: words of single
 * strata, beginnings of test sentences, n-grams of the test text.
 */
public final class ReferenceScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No strata, no test text. */
  static final ReferenceScan NONE =
      new ReferenceScan(
          ExclusiveTypes.NONE, null, new long[0], new CountRun[0], Novelty.Unknown.NOT_COUNTED, 0);

  private final ExclusiveTypes exclusive;
  private final @Nullable StrataModel strata;

  /** Beginnings of test sentences. */
  private final long[] prompts;

  /** [ranges] The test text's n-grams; empty if no metric needs them. */
  private final CountRun[] test;

  private final Novelty.Unknown unknown;
  private final int ownOrder;

  private ReferenceScan(
      ExclusiveTypes exclusive,
      @Nullable StrataModel strata,
      long[] prompts,
      CountRun[] test,
      Novelty.Unknown unknown,
      int ownOrder) {
    this.exclusive = exclusive;
    this.strata = strata;
    this.prompts = prompts;
    this.ownOrder = ownOrder;
    this.test = test;
    this.unknown = unknown;
  }

  /**
   * Collects what the wanted metrics need.
   *
   * @param test the test text; null if no metric reads it
   * @param order of the evaluation model
   */
  public static ReferenceScan of(
      MetricSelection wanted,
      RealText text,
      Vocabulary vocabulary,
      KeyRanges ranges,
      @Nullable HeldOut test,
      int order) {
    boolean exclusive =
        wanted.includes(CountMetric.VOCABULARY_RETENTION)
            || wanted.includes(CountMetric.RETENTION, 1);
    boolean known = text.components().real() == Labels.STRATUM;
    boolean shares = wanted.includes(SentenceMetric.STRATUM_SHARE) && !known;
    boolean told = text.strata().size() > 1 && (exclusive || shares);
    long[][] words = told ? text.ngrams().wordsByStratum() : new long[0][];
    return new ReferenceScan(
        told && exclusive ? ExclusiveTypes.of(words) : ExclusiveTypes.NONE,
        told && shares ? StrataModel.of(words, text.ngrams().sentencesByStratum()) : null,
        wanted.includes(SentenceMetric.PROMPT_INFORMATION)
            ? PromptAnswers.prompts(
                text.ngrams().grams(Part.TEST, KeyLayout.of(3, vocabulary.size())))
            : new long[0],
        test == null ? new CountRun[0] : ranges.cut(test.grams()).toArray(CountRun[]::new),
        vocabulary.realCount(Vocabulary.UNK) > 0
            ? Novelty.Unknown.NOT_COUNTED
            : Novelty.Unknown.NOVEL,
        wanted.includes(TextModelMetric.CONFIDENCE_GAP) ? order : 0);
  }

  /** The lowest count from which R's counts follow a power law. */
  public static long zipfCut(Vocabulary vocabulary) {
    return PowerLaw.cut(
        CountHistogram.ofCounts(
            IntStream.range(Vocabulary.FIRST_WORD, vocabulary.realEnd())
                .mapToLong(vocabulary::realCount)
                .filter(count -> count > 0)
                .toArray()));
  }

  /** The size of R to which the evaluation model relates counts. */
  public static double size(Vocabulary vocabulary) {
    return RelativeScale.size(
        IntStream.range(0, vocabulary.realEnd())
            .filter(id -> id != Vocabulary.BOS)
            .mapToLong(vocabulary::realCount)
            .toArray());
  }

  /** The words that single strata have; none if no metric needs them. */
  public ExclusiveTypes exclusive() {
    return exclusive;
  }

  /**
   * The model that classifies sentences by stratum; null if no metric needs it or there is one
   * stratum.
   */
  @Nullable StrataModel strata() {
    return strata;
  }

  /** Beginnings of test sentences, in the form of {@link PromptAnswers#prompts}. */
  long[] prompts() {
    return prompts;
  }

  /** Order of the model whose entropy about its own text is wanted; 0 for none. */
  public int ownOrder() {
    return ownOrder;
  }

  /** How much of the test text occurs in no real text used so far, in one key range. */
  Novelty novelty(int orders, int range, CountRun real, CountRun other) {
    if (test.length == 0) {
      return Novelty.none(orders);
    }
    Novelty.Collector sink = new Novelty.Collector(orders, unknown);
    SuffixScan.of(real, test[range], other, sink);
    return sink.finish();
  }
}
