package ouroboros.spark;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.Walkers;

/**
 * What a round of sharded drawing hands on: sentences that travel to a shard, or counts of those
 * that ended; the other is null.
 */
record Travel(@Nullable Walkers walkers, @Nullable Slice slice) {}
