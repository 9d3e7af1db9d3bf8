package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.UnfinishedSentences;

/**
 * What a round of sharded drawing hands on: sentences that travel to a shard, or counts of those
 * that ended; the other is null.
 */
public record ShardMessage(@Nullable UnfinishedSentences walkers, @Nullable ShuffledCounts slice) {}
