package ouroboros.spark.count;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.CountMetric;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.StrataMetric;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.PowerLaw;
import ouroboros.metric.sentence.PromptAnswers;
import ouroboros.metric.sentence.StrataModel;
import ouroboros.metric.sentence.StyleModel;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.OpenGroups;
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
          ExclusiveTypes.NONE,
          SentencePlan.Compared.NOTHING,
          new CountRun[0],
          Novelty.Unknown.NOT_COUNTED,
          0);

  private final ExclusiveTypes exclusive;
  private final SentencePlan.Compared sentences;

  /** [ranges] The test text's n-grams; empty if no metric needs them. */
  private final CountRun[] test;

  private final Novelty.Unknown unknown;
  private final int ownOrder;

  private ReferenceScan(
      ExclusiveTypes exclusive,
      SentencePlan.Compared sentences,
      CountRun[] test,
      Novelty.Unknown unknown,
      int ownOrder) {
    this.exclusive = exclusive;
    this.sentences = sentences;
    this.ownOrder = ownOrder;
    this.test = test;
    this.unknown = unknown;
  }

  /**
   * Collects what the wanted metrics need.
   *
   * @param test the test text; null if no metric reads it
   * @param order of the evaluation model
   * @param statements the planted statements; none where nothing is planted
   */
  public static ReferenceScan of(
      MetricSelection wanted,
      RealText text,
      Vocabulary vocabulary,
      KeyRanges ranges,
      @Nullable HeldOut test,
      int order,
      List<int[]> statements) {
    boolean exclusive =
        wanted.includes(CountMetric.VOCABULARY_RETENTION)
            || wanted.includes(CountMetric.RETENTION, 1);
    boolean known = text.components().real() == Labels.STRATUM;
    boolean shares = wanted.includes(SentenceMetric.STRATUM_SHARE) && !known;
    boolean told = text.strata().size() > 1 && (exclusive || shares);
    long[][] words = told ? text.ngrams().wordsByStratum(Part.REAL) : new long[0][];
    boolean prompts =
        wanted.includesAny(SentenceMetric.PROMPT_INFORMATION, SentenceMetric.ANSWER_DISTANCE);
    boolean styles =
        text.strata().size() > 1
            && wanted.includesAny(
                StrataMetric.STYLE_SD, StrataMetric.STYLE_TAIL_LOW, StrataMetric.STYLE_TAIL_HIGH);
    return new ReferenceScan(
        told && exclusive ? ExclusiveTypes.of(words) : ExclusiveTypes.NONE,
        new SentencePlan.Compared(
            told && shares ? StrataModel.of(words, text.ngrams().sentencesByStratum()) : null,
            styles
                ? StyleModel.of(
                    text.ngrams().wordsByStratum(Part.GUARD), vocabulary.realTypes() + 1)
                : null,
            prompts
                ? PromptAnswers.prompts(
                    text.ngrams().grams(Part.TEST, KeyLayout.of(3, vocabulary.size())))
                : new long[0],
            statements),
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

  /** What sentences are compared with. */
  SentencePlan.Compared sentences() {
    return sentences;
  }

  /** Order of the model whose entropy about its own text is wanted; 0 for none. */
  public int ownOrder() {
    return ownOrder;
  }

  /**
   * How much of the test text occurs in no real text used so far, in one key range.
   *
   * @param open n-grams that other ranges have too; they are not contained
   */
  record TestNovelty(Novelty found, OpenGroups open) {}

  /** Compares the test text in one key range. */
  TestNovelty novelty(int orders, KeyRanges ranges, int range, CountRun real, CountRun other) {
    if (test.length == 0) {
      return new TestNovelty(Novelty.none(orders), OpenGroups.NONE);
    }
    Novelty.Collector sink = new Novelty.Collector(orders, unknown);
    OpenGroups open = SuffixScan.of(ranges, range, real, test[range], other, sink);
    return new TestNovelty(sink.finish(), open);
  }

  /** The same for the n-grams that several ranges have. */
  Novelty novelty(KeyLayout layout, int orders, List<OpenGroups> ranges) {
    Novelty.Collector sink = new Novelty.Collector(orders, unknown);
    OpenGroups.complete(layout, ranges, sink);
    return sink.finish();
  }
}
