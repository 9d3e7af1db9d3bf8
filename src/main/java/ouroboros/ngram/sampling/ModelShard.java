package ouroboros.ngram.sampling;

/**
 * A shard of a model: the contexts of an interval in suffix order, and the complete empty context.
 * Where the shard begins inside a token, it also has a copy of the short contexts, one of each
 * length at most, that its first contexts end in and that belong to an earlier shard. So with every
 * context, all its shorter contexts are in the same shard. A token is drawn within one shard; only
 * the step to the next context may lead to another shard.
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

  /**
   * [order] the first context of each length that is in this shard, copies included, by its number
   * among all.
   */
  private final int[] kept;

  /**
   * @param many [order] how many contexts of each length are in this shard, copies included
   */
  ModelShard(int shard, Sampler sampler, int[][] firsts, int[] many) {
    this.shard = shard;
    this.sampler = sampler;
    this.firsts = firsts;
    kept = new int[many.length];
    for (int length = 0; length < kept.length; length++) {
      kept[length] = firsts[shard + 1][length] - many[length];
    }
  }

  /**
   * The model of this shard. Its slots name the contexts that follow by their numbers among all.
   */
  Sampler sampler() {
    return sampler;
  }

  /**
   * The shard that a context belongs to, by its number among all; for the empty context, this
   * shard.
   */
  int owner(int context) {
    int length = length(context);
    if (length == 0) {
      return shard;
    }
    int low = 0;
    int high = firsts.length - 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle + 1][length] <= context) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The number of a context in this shard; -1 - its number among all where it is in another shard.
   */
  int local(int context) {
    int length = length(context);
    if (length == 0) {
      return 0;
    }
    boolean own = kept[length] <= context && context < firsts[shard + 1][length];
    return own ? context - kept[length] + sampler.levels[length] : -1 - context;
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
