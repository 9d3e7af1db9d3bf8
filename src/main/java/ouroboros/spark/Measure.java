package ouroboros.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.metric.OwnEntropy;
import ouroboros.metric.RangeCounts;
import ouroboros.ngram.CountMerge;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.GroupSink;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutCounts;
import ouroboros.ngram.KeyLayout;
import ouroboros.ngram.SuffixScan;

/**
 * What a step measures of the table it makes, range by range, in the same task.
 *
 * @param real R's table; null measures no count metrics
 * @param otherReal tables of the other real text used so far
 * @param yardstick what else subjects are held against; null for nothing
 * @param sentences what is measured of whole sentences where they pass; null for nothing
 * @param metricOrder highest n of the count metrics
 * @param heldOut test text whose counts are collected; null for none
 * @param tops orders of the models that the test text is scored under
 * @param closed one more than the highest id of R's types
 * @param unit what one occurrence of weight 1 counts in the subject
 */
record Measure(
    @Nullable CountTable real,
    List<CountTable> otherReal,
    @Nullable Broadcast<Yardstick> yardstick,
    @Nullable SentenceMeasure sentences,
    int metricOrder,
    @Nullable Broadcast<HeldOut> heldOut,
    int[] tops,
    int closed,
    long unit)
    implements Serializable {
  /** Nothing is measured. */
  static final Measure NOTHING =
      new Measure(null, List.of(), null, null, 0, null, new int[0], 0, 1);

  /** What it measures of whole sentences, and nothing else. */
  Measure onlySentences() {
    return new Measure(null, List.of(), null, sentences, 0, null, new int[0], 0, 1);
  }

  /** All but what it measures of whole sentences. */
  Measure withoutSentences() {
    return new Measure(real, otherReal, yardstick, null, metricOrder, heldOut, tops, closed, unit);
  }

  /**
   * What was measured in one key range.
   *
   * @param counts state of the count metrics
   * @param heldOut counts for the test text
   */
  record Range(@Nullable RangeCounts counts, @Nullable HeldOutCounts heldOut)
      implements Serializable {}

  Range scan(Storage storage, int range, CountRun subject) {
    KeyLayout layout = subject.layout();
    if (real == null && heldOut == null) {
      return new Range(null, null);
    }
    CountRun first = real == null ? CountRun.empty(layout) : storage.read(real.ranges().get(range));
    CountRun other =
        CountMerge.sum(
            layout, otherReal.stream().map(t -> storage.read(t.ranges().get(range))).toList());
    Yardstick held = yardstick == null ? Yardstick.NONE : yardstick.value();
    RangeCounts.@Nullable Collector counts =
        real == null ? null : new RangeCounts.Collector(metricOrder, layout, held.exclusive());
    HeldOutCounts test =
        heldOut == null ? null : new HeldOutCounts(heldOut.value(), layout, tops, closed, unit);
    GroupSink sink =
        counts == null
            ? java.util.Objects.requireNonNull(test)
            : test == null ? counts : both(counts, test);
    OwnEntropy.@Nullable Collector own =
        held.ownOrder() > 0 && test != null ? new OwnEntropy.Collector(held.ownOrder()) : null;
    if (own != null) {
      sink = both(sink, own);
    }
    SuffixScan.of(first, subject, other, sink);
    return new Range(
        counts == null
            ? null
            : counts.finish(
                held.novelty(metricOrder, range, first, other),
                own == null ? OwnEntropy.NONE : own.finish()),
        test);
  }

  private static GroupSink both(GroupSink a, GroupSink b) {
    return new GroupSink() {
      @Override
      public void group(
          int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
        a.group(n, kind, real, count, other, left, keys, at);
        b.group(n, kind, real, count, other, left, keys, at);
      }

      @Override
      public void end() {
        a.end();
        b.end();
      }
    };
  }
}
