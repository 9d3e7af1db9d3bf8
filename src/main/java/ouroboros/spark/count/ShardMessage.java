package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.UnfinishedSentences;

/**
 * The output of a round of sharded drawing. It is either sentences that travel to another shard, or
 * counts of sentences that have ended; the other component is null.
 */
public record ShardMessage(@Nullable UnfinishedSentences walkers, @Nullable ShuffledCounts slice) {}
