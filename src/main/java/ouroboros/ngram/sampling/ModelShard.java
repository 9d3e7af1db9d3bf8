package ouroboros.ngram.sampling;

/**
 * The contexts of a model whose last token is one of a shard's: with each context all shorter ones
 * that follow it are here, down to the empty one, which every shard has whole. So a token is drawn
 * in one shard, and only then the sentence may have to travel.
 *
 * <p>Contexts have two numbers: one here, and one among all, which slots state as what follows.
 */
public final class ModelShard {
  private final int shard;
  private final Sampler sampler;

  /** [shards + 1, order] number among all of the first context of each length in each shard. */
  private final int[][] firsts;

  ModelShard(int shard, Sampler sampler, int[][] firsts) {
    this.shard = shard;
    this.sampler = sampler;
    this.firsts = firsts;
  }

  /** The model, its slots followed by contexts as they are numbered among all. */
  Sampler sampler() {
    return sampler;
  }

  /** The shard that a context lies in, by its number among all; this one for the empty context. */
  int owner(int context) {
    int length = length(context);
    if (length == 0) {
      return shard;
    }
    int owner = 0;
    while (firsts[owner + 1][length] <= context) {
      owner++;
    }
    return owner;
  }

  /** The number here of a context, or -1 - its number where it lies in another shard. */
  int local(int context) {
    int length = length(context);
    if (length == 0) {
      return 0;
    }
    boolean own = firsts[shard][length] <= context && context < firsts[shard + 1][length];
    return own ? context - firsts[shard][length] + sampler.levels[length] : -1 - context;
  }

  /** How many tokens a context has, by its number among all. */
  private int length(int context) {
    int length = sampler.order - 1;
    while (length > 0 && context < firsts[0][length]) {
      length--;
    }
    return length;
  }
}
