package ouroboros.spark;

import ouroboros.ngram.CountRun;

/**
 * What one task counted in one key range: the record that is shuffled.
 *
 * @param run the counts, at most one block
 * @param truncated sentences that the task ended by force; only beside its first range
 */
record Slice(CountRun run, long truncated) {}
