package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.CountRun;

/**
 * The counts of one task in one key range: the record that is shuffled.
 *
 * @param run the counts, at most one block
 * @param truncated sentences that the task cut at the greatest length; only in the record of its
 *     first range
 * @param sentences what it measured of whole sentences; null in all records of a range but one
 */
public record ShuffledCounts(
    CountRun run, long truncated, SentenceMeasure.@Nullable Part sentences) {}
