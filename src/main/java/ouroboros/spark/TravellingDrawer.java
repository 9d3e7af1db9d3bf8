package ouroboros.spark;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import ouroboros.ngram.DecodedModel;
import ouroboros.ngram.SentenceDrawer;
import ouroboros.ngram.SentenceSink;
import ouroboros.ngram.Walkers;

/**
 * Draws from a model in shards in one JVM: all sentences that are in a shard are moved on, then
 * those in the next. For a few sentences; whole generations are drawn by {@link ShardedDraw}.
 */
final class TravellingDrawer implements SentenceDrawer {
  private static final int BATCH = 1 << 12;

  private final int shards;
  private final IntFunction<DecodedModel> models;
  private final DrawTask.Corpus corpus;
  private long truncated;

  /**
   * @param models the model of a shard, asked anew each time: it need not be kept
   */
  TravellingDrawer(int shards, IntFunction<DecodedModel> models, DrawTask.Corpus corpus) {
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
      Walkers begun = new Walkers();
      for (long i = from; i < Math.min(many, from + BATCH); i++) {
        begun.begin(units.applyAsLong(i));
      }
      Walkers[] at = none();
      at[0] = begun;
      while (Arrays.stream(at).anyMatch(walkers -> walkers.size() > 0)) {
        Walkers[] next = none();
        for (int shard = 0; shard < shards; shard++) {
          if (at[shard].size() > 0) {
            DecodedModel model = models.apply(shard);
            SentenceDrawer drawer = corpus.drawer(model);
            drawer.walk(at[shard], new Step(model, next, sink));
            truncated += drawer.truncated();
          }
        }
        at = next;
      }
    }
  }

  private record Step(DecodedModel model, Walkers[] next, SentenceSink sink)
      implements Walkers.Sink {
    @Override
    public void ended(long unit, int[] tokens, int length) {
      sink.accept(unit, tokens, 0, length);
    }

    @Override
    public void left(int context, long unit, int numbers, int[] tokens, int length) {
      next[model.owner(context)].add(context, unit, numbers, tokens, length);
    }
  }

  @Override
  public void walk(Walkers walkers, Walkers.Sink sink) {
    throw new UnsupportedOperationException("sentences end here, they do not leave");
  }

  private Walkers[] none() {
    Walkers[] none = new Walkers[shards];
    Arrays.setAll(none, i -> new Walkers());
    return none;
  }
}
