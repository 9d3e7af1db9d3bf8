package ouroboros.spark.draw;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.ModelShard;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;

/**
 * Draws from a model in shards in one JVM: extends all sentences of one shard, then those of the
 * next, until all have ended. For a few sentences; whole generations are drawn by {@link
 * ouroboros.spark.count.ShardedDraw}.
 */
final class TravellingDrawer implements SentenceDrawer {
  private static final int BATCH = 1 << 12;

  private final Shards shards;
  private final IntFunction<DecodedModel> models;
  private final DrawTask.Corpus corpus;
  private long truncated;

  /**
   * @param models gives the model of a shard; called each time, so that the model need not stay in
   *     memory
   */
  TravellingDrawer(Shards shards, IntFunction<DecodedModel> models, DrawTask.Corpus corpus) {
    this.shards = shards;
    this.models = models;
    this.corpus = corpus;
  }

  @Override
  public long truncated() {
    return truncated;
  }

  @Override
  public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
    for (long from = 0; from < many; from += BATCH) {
      UnfinishedSentences begun = new UnfinishedSentences();
      for (long i = from; i < Math.min(many, from + BATCH); i++) {
        begun.begin(units.applyAsLong(i));
      }
      UnfinishedSentences[] at = none();
      at[shards.start()] = begun;
      while (Arrays.stream(at).anyMatch(walkers -> walkers.size() > 0)) {
        UnfinishedSentences[] next = none();
        for (int shard = 0; shard < shards.size(); shard++) {
          if (at[shard].size() > 0) {
            DecodedModel model = models.apply(shard);
            SentenceDrawer drawer = corpus.drawer(model);
            drawer.walk(at[shard], new Step(model.shard(), next, sink));
            truncated += drawer.truncated();
          }
        }
        at = next;
      }
    }
  }

  private record Step(ModelShard here, UnfinishedSentences[] next, SentenceSink sink)
      implements UnfinishedSentences.Sink {
    @Override
    public void ended(long unit, int[] tokens, int length) {
      sink.accept(unit, tokens, 0, length);
    }

    @Override
    public void left(int context, long unit, int numbers, int[] tokens, int length) {
      next[here.shard(context)].add(here.context(context), unit, numbers, tokens, length);
    }
  }

  @Override
  public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
    throw new UnsupportedOperationException("sentences end here, they do not leave");
  }

  private UnfinishedSentences[] none() {
    UnfinishedSentences[] none = new UnfinishedSentences[shards.size()];
    Arrays.setAll(none, i -> new UnfinishedSentences());
    return none;
  }
}
