package ouroboros.spark.count;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.ngram.heldout.HeldOutCounts;

/**
 * A table that a step made, and what it measured of it on the way.
 *
 * @param truncated sentences that were ended by force
 * @param sentences what was measured of whole sentences
 * @param sentenceTable where they were counted into files
 */
public record ScannedTable(
    CountTable table,
    @Nullable RangeCounts counts,
    @Nullable HeldOutCounts heldOut,
    long truncated,
    @Nullable SentenceCounts sentences,
    @Nullable CountTable sentenceTable) {

  /**
   * The same, with the components that add up to it.
   *
   * @param first what was measured of whole sentences stands beside the first
   */
  ScannedTable of(List<CountTable> parts, ScannedTable first) {
    return new ScannedTable(
        table.of(parts), counts, heldOut, first.truncated, first.sentences, first.sentenceTable);
  }

  /** The same, its table with the components that add up to it. */
  public ScannedTable of(List<CountTable> parts) {
    return new ScannedTable(table.of(parts), counts, heldOut, truncated, sentences, sentenceTable);
  }

  /** One key range of it. */
  public record Range(
      SealedFile file,
      long entries,
      long tokens,
      long sentences,
      long truncated,
      ScanRequest.Range measured,
      SentenceMeasure.@Nullable Range whole)
      implements Serializable {

    public Range with(SentenceMeasure.Range sentencesMeasured) {
      return new Range(file, entries, tokens, sentences, truncated, measured, sentencesMeasured);
    }
  }

  /** A table that is there already, measured before. */
  public static ScannedTable known(CountTable table) {
    return new ScannedTable(table, null, null, 0, null, null);
  }

  /** The same, its count metrics known from elsewhere. */
  public ScannedTable with(RangeCounts known) {
    return new ScannedTable(table, known, heldOut, truncated, sentences, sentenceTable);
  }

  /**
   * All ranges in their order.
   *
   * @param unit what one occurrence of weight 1 counts
   */
  public static ScannedTable of(List<Range> ranges, long unit) {
    long entries = 0;
    long tokens = 0;
    long sentences = 0;
    long truncated = 0;
    HeldOutCounts heldOut = null;
    for (Range range : ranges) {
      entries += range.entries;
      tokens += range.tokens;
      sentences += range.sentences;
      truncated += range.truncated;
      HeldOutCounts more = range.measured.heldOut();
      if (heldOut == null) {
        heldOut = more;
      } else if (more != null) {
        heldOut.add(more);
      }
    }
    List<RangeCounts> counts =
        ranges.stream()
            .map(range -> range.measured.counts())
            .filter(java.util.Objects::nonNull)
            .toList();
    List<SentenceMeasure.Range> whole =
        ranges.stream().map(Range::whole).filter(java.util.Objects::nonNull).toList();
    return new ScannedTable(
        new CountTable(ranges.stream().map(Range::file).toList(), entries, tokens, sentences, unit),
        counts.isEmpty() ? null : RangeCounts.merge(counts),
        heldOut,
        truncated,
        whole.isEmpty()
            ? null
            : SentenceCounts.merge(whole.stream().map(SentenceMeasure.Range::counts).toList()),
        table(whole));
  }

  private static @Nullable CountTable table(List<SentenceMeasure.Range> whole) {
    List<SealedFile> files =
        whole.stream().map(SentenceMeasure.Range::file).filter(java.util.Objects::nonNull).toList();
    return files.isEmpty() ? null : new CountTable(files, 0, 0, 0, 1);
  }
}
