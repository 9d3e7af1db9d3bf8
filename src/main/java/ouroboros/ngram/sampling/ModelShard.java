package ouroboros.ngram.sampling;

/**
 * A shard of a model: the contexts whose last token belongs to the shard, and the complete empty
 * context. So with every context, all its shorter contexts are in the same shard. A token is drawn
 * within one shard; only the step to the next context may lead to another shard.
 *
 * <p>A context has two numbers: one in this shard, and one among the contexts of all shards. Slots
 * name the context that follows by its number among all.
 */
public final class ModelShard {
  private final int shard;
  private final Sampler sampler;

  /**
   * [shards + 1, order] the first context of each length in each shard, by its number among all.
   */
  private final int[][] firsts;

  ModelShard(int shard, Sampler sampler, int[][] firsts) {
    this.shard = shard;
    this.sampler = sampler;
    this.firsts = firsts;
  }

  /**
   * The model of this shard. Its slots name the contexts that follow by their numbers among all.
   */
  Sampler sampler() {
    return sampler;
  }

  /** The shard that a context is in, by its number among all; for the empty context, this shard. */
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

  /**
   * The number of a context in this shard; -1 - its number among all where it is in another shard.
   */
  int local(int context) {
    int length = length(context);
    if (length == 0) {
      return 0;
    }
    boolean own = firsts[shard][length] <= context && context < firsts[shard + 1][length];
    return own ? context - firsts[shard][length] + sampler.levels[length] : -1 - context;
  }

  /** [shards + 1] The first of the longest contexts of each shard, by its number among all. */
  int[] bounds() {
    int[] bounds = new int[firsts.length];
    for (int s = 0; s < bounds.length; s++) {
      // A model of order 1 has one context, which is in the first shard.
      bounds[s] = sampler.order == 1 ? Math.min(s, 1) : firsts[s][sampler.order - 1];
    }
    return bounds;
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
