package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.safeguard.PassedBlocks;

/**
 * A table that a step made, and what the step measured of it.
 *
 * @param measured of its n-grams
 * @param truncated sentences that were ended by force
 * @param whole of whole sentences; null where nothing was asked
 * @param judged what gates let pass; null where the tasks judged nothing
 */
public record ScannedTable(
    CountTable table,
    ScanRequest.Range measured,
    long truncated,
    @Nullable Whole whole,
    @Nullable PassedBlocks judged) {

  /**
   * What was measured of whole sentences.
   *
   * @param table where they were counted into files; null where they were not
   */
  public record Whole(SentenceCounts counts, @Nullable CountTable table) {}

  /** The same, with the components that add up to it; whole sentences are those of the first. */
  ScannedTable of(List<CountTable> parts, ScannedTable first) {
    return new ScannedTable(table.of(parts), measured, first.truncated, first.whole, first.judged);
  }

  /** The same, its table with the components that add up to it. */
  public ScannedTable of(List<CountTable> parts) {
    return new ScannedTable(table.of(parts), measured, truncated, whole, judged);
  }

  /** One key range of it. */
  public record Range(
      SealedFile file,
      long entries,
      long tokens,
      long sentences,
      long truncated,
      ScanRequest.Range measured,
      SentenceMeasure.@Nullable Range whole,
      @Nullable PassedBlocks judged) {

    /** The same with what gates let pass; null where the tasks judged nothing. */
    Range judged(@Nullable PassedBlocks blocks) {
      return new Range(file, entries, tokens, sentences, truncated, measured, whole, blocks);
    }

    /** The same with what was measured of its n-grams. */
    Range with(ScanRequest.Range ofCounts) {
      return new Range(file, entries, tokens, sentences, truncated, ofCounts, whole, judged);
    }

    /** The same with what was measured of whole sentences. */
    public Range with(SentenceMeasure.Range sentencesMeasured) {
      return new Range(
          file, entries, tokens, sentences, truncated, measured, sentencesMeasured, judged);
    }
  }

  /** A table that is there already, measured before. */
  public static ScannedTable known(CountTable table) {
    return new ScannedTable(table, ScanRequest.Range.EMPTY, 0, null, null);
  }

  /** The same, its count metrics known from elsewhere. */
  public ScannedTable with(RangeCounts known) {
    return new ScannedTable(table, measured.with(known), truncated, whole, judged);
  }

  /** The states of the count metrics. */
  public RangeCounts counts() {
    return Objects.requireNonNull(measured.counts(), "count metrics were not asked for");
  }

  /** Counts for the text that is scored; null where none was asked. */
  public @Nullable HeldOutCounts heldOut() {
    return measured.heldOut();
  }

  /** What was measured of whole sentences; null where nothing was asked. */
  public @Nullable SentenceCounts sentences() {
    return whole == null ? null : whole.counts();
  }

  /**
   * All ranges in their order.
   *
   * @param unit what one occurrence of weight 1 counts
   * @param shared what was measured of n-grams that several ranges have; null if there are none
   */
  public static ScannedTable of(
      KeyRanges keys, List<Range> ranges, long unit, ScanRequest.@Nullable Range shared) {
    long entries = 0;
    long tokens = 0;
    long sentences = 0;
    long truncated = 0;
    List<ScanRequest.Range> measured = new ArrayList<>();
    for (Range range : ranges) {
      entries += range.entries;
      tokens += range.tokens;
      sentences += range.sentences;
      truncated += range.truncated;
      measured.add(range.measured);
    }
    if (shared != null) {
      measured.add(shared);
    }
    List<SealedFile> files = ranges.stream().map(Range::file).toList();
    return new ScannedTable(
        new CountTable(files, entries, tokens, sentences, unit).startingInside(keys.inside()),
        ScanRequest.Range.sum(measured),
        truncated,
        whole(ranges.stream().map(Range::whole).filter(Objects::nonNull).toList()),
        ranges.isEmpty() ? null : ranges.get(0).judged);
  }

  private static @Nullable Whole whole(List<SentenceMeasure.Range> ranges) {
    if (ranges.isEmpty()) {
      return null;
    }
    List<SealedFile> files =
        ranges.stream().map(SentenceMeasure.Range::file).filter(Objects::nonNull).toList();
    return new Whole(
        SentenceCounts.merge(ranges.stream().map(SentenceMeasure.Range::counts).toList()),
        files.isEmpty() ? null : new CountTable(files, 0, 0, 0, 1));
  }
}
