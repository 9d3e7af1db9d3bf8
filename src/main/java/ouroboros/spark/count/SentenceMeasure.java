package ouroboros.spark.count;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.SentenceHashes;
import ouroboros.spark.cluster.Storage;

/**
 * The measurement of whole sentences while a job counts their n-grams, in the tasks that draw or
 * read them. How often each whole sentence occurs is added up by ranges of the sentences' hashes.
 *
 * @param scan what sentences are compared with in addition to R's sentences
 * @param real R's sentences by ranges of hashes; null while they are counted themselves
 */
public record SentenceMeasure(
    SentencePlan plan, Broadcast<ReferenceScan> scan, @Nullable CountTable real)
    implements Serializable {

  /**
   * The results in one range of hashes.
   *
   * @param file counts of R's sentences; null for any other subject
   */
  public record Range(SentenceCounts counts, @Nullable SealedFile file) implements Serializable {}

  /** The share of one task in one range: the record that is shuffled. */
  public record Part(CountRun hashes, SentenceTotals totals) {}

  /** The collector for the sentences of one task. */
  SentencePlan.Collector collector() {
    return plan.collector(scan.value().sentences());
  }

  /** Takes the share of a task in a range. */
  interface PartSink {
    void accept(int range, Part part);
  }

  /**
   * Gives what a task collected to a sink, without ranges of which it has nothing. The totals are
   * in range 0.
   *
   * @param measured what the task measured in addition to its sentences
   */
  static void parts(
      SentencePlan.Collector collected, SentenceTotals measured, int ranges, PartSink sink) {
    CountRun none = CountRun.empty(SentenceHashes.LAYOUT);
    sink.accept(0, new Part(none, collected.totals().merge(measured)));
    KeyRanges.even(SentenceHashes.LAYOUT, ranges)
        .cut(
            collected.hashes(),
            (range, hashes) -> sink.accept(range, new Part(hashes, SentenceTotals.NONE)));
  }

  /**
   * Adds up the shares of all tasks in a range.
   *
   * @param name of the file for R's sentences
   */
  Range reduce(Storage storage, int range, List<Part> parts, String name) {
    CountRun sum = CountMerge.sum(SentenceHashes.LAYOUT, parts.stream().map(Part::hashes).toList());
    SentenceTotals totals =
        parts.stream().map(Part::totals).reduce(SentenceTotals.NONE, SentenceTotals::merge);
    if (real == null) {
      CountRun none = CountRun.empty(SentenceHashes.LAYOUT);
      return new Range(SentenceCounts.of(none, sum, totals), storage.write(name, sum));
    }
    CountRun known = storage.read(real.ranges().get(range));
    return new Range(SentenceCounts.of(known, sum, totals), null);
  }
}
