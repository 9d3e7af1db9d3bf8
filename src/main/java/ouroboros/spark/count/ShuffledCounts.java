package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.CountRun;

/**
 * What one task counted in one key range: the record that is shuffled.
 *
 * @param run the counts, at most one block
 * @param truncated sentences that the task ended by force; only beside its first range
 * @param sentences what it measured of whole sentences; null beside all slices of a range but one
 */
public record ShuffledCounts(
    CountRun run, long truncated, SentenceMeasure.@Nullable Part sentences) {}
