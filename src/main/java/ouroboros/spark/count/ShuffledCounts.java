package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.CountRun;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.spark.draw.GuardedTask;

/**
 * The counts of one task in one key range: the record that is shuffled.
 *
 * @param run the counts, at most one block
 * @param truncated sentences that the task cut at the greatest length; only in the record of its
 *     first range
 * @param judged what gates let pass of the task's units; only in one record of its first range,
 *     null where the task judges nothing
 * @param sentences what it measured of whole sentences; null in all records of a range but one
 * @param place where S_g and S'_g are counted together: of the run, in which of them its sentences
 *     are; {@code truncated} and {@code sentences} are of S'_g where it is {@code PASSED}
 */
public record ShuffledCounts(
    CountRun run,
    long truncated,
    PassedBlocks.@Nullable Part judged,
    SentenceMeasure.@Nullable Part sentences,
    GuardedTask.Place place) {

  /** The counts of one text. */
  public ShuffledCounts(
      CountRun run,
      long truncated,
      PassedBlocks.@Nullable Part judged,
      SentenceMeasure.@Nullable Part sentences) {
    this(run, truncated, judged, sentences, GuardedTask.Place.BOTH);
  }
}
