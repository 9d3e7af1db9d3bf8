package ouroboros.spark;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.CountHistogram;
import ouroboros.metric.ExclusiveTypes;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Novelty;
import ouroboros.metric.PowerLaw;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.SuffixScan;
import ouroboros.text.Vocabulary;

/** What every subject of an experiment is held against, besides R's counts. */
final class Yardstick implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No strata, no test text. */
  static final Yardstick NONE =
      new Yardstick(ExclusiveTypes.NONE, new CountRun[0], Novelty.Unknown.NOT_COUNTED);

  private final ExclusiveTypes exclusive;

  /** [ranges] the test text's n-grams; empty where no metric asks for them. */
  private final CountRun[] test;

  private final Novelty.Unknown unknown;

  Yardstick(ExclusiveTypes exclusive, CountRun[] test, Novelty.Unknown unknown) {
    this.exclusive = exclusive;
    this.test = test;
    this.unknown = unknown;
  }

  /**
   * What the wanted metrics ask for.
   *
   * @param test the test text; null where no metric reads it
   */
  static Yardstick of(
      MetricSelection wanted,
      RealText text,
      Vocabulary vocabulary,
      KeyRanges ranges,
      @Nullable HeldOut test) {
    boolean byStratum = wanted.includesAny("vocabulary-retention", "retention-1");
    return new Yardstick(
        byStratum ? text.exclusive() : ExclusiveTypes.NONE,
        test == null ? new CountRun[0] : ranges.cut(test.grams()).toArray(CountRun[]::new),
        vocabulary.realCount(Vocabulary.UNK) > 0
            ? Novelty.Unknown.NOT_COUNTED
            : Novelty.Unknown.NOVEL);
  }

  /** Where R's counts begin to follow a power law. */
  static long zipfCut(Vocabulary vocabulary) {
    return PowerLaw.cut(
        CountHistogram.ofCounts(
            IntStream.range(Vocabulary.FIRST_WORD, vocabulary.realEnd())
                .mapToLong(vocabulary::realCount)
                .toArray()));
  }

  ExclusiveTypes exclusive() {
    return exclusive;
  }

  /** What of the test text stands in no real text used so far, in one key range. */
  Novelty novelty(int orders, int range, CountRun real, CountRun other) {
    if (test.length == 0) {
      return Novelty.none(orders);
    }
    Novelty.Collector sink = new Novelty.Collector(orders, unknown);
    SuffixScan.of(real, test[range], other, sink);
    return sink.finish();
  }
}
