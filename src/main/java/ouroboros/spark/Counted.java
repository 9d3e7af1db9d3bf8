package ouroboros.spark;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.metric.RangeCounts;
import ouroboros.ngram.HeldOutCounts;

/**
 * A table that a step made, and what it measured of it on the way.
 *
 * @param truncated sentences that were ended by force
 */
record Counted(
    CountTable table,
    @Nullable RangeCounts counts,
    @Nullable HeldOutCounts heldOut,
    long truncated) {

  /** One key range of it. */
  record Range(
      ouroboros.experiment.SealedFile file,
      long entries,
      long tokens,
      long sentences,
      long truncated,
      Measure.Range measured)
      implements Serializable {}

  /**
   * All ranges in their order.
   *
   * @param unit what one occurrence of weight 1 counts
   */
  static Counted of(List<Range> ranges, long unit) {
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
    return new Counted(
        new CountTable(ranges.stream().map(Range::file).toList(), entries, tokens, sentences, unit),
        counts.isEmpty() ? null : RangeCounts.merge(counts),
        heldOut,
        truncated);
  }
}
