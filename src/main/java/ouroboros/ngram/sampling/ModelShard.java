package ouroboros.ngram.sampling;

/**
 * A shard of a model: the contexts of an interval in suffix order, and the complete empty context.
 * Where the shard begins inside a token, it also has a copy of the short contexts, one of each
 * length at most, that its first contexts end in and that belong to an earlier shard. So with every
 * context, all its shorter contexts are in the same shard. A token is drawn within one shard; only
 * the step to the next context may lead to another shard.
 *
 * <p>A slot names the context that follows by its number here, or, with a number below {@link
 * Sampler#END}, by a place in a list of contexts of other shards. These have the numbers that they
 * have among the contexts that belong to their shard, without copies. So 2^31 - 1 limits the
 * contexts of a shard, and those of one length that end in one token, but not those of the model.
 *
 * <p>Memory, in addition to the sampler: 6 bytes for each context of another shard that follows
 * n-grams of one order; with smoothing the longest contexts follow n-grams of two orders.
 * Immutable.
 */
public final class ModelShard {
  private final Sampler sampler;

  /** [order] the first context of each length among those that belong to this shard. */
  private final int[] bases;

  /** [order] how many contexts of each length are copies from earlier shards. */
  private final int[] copies;

  /** [others] the shard of each context of another shard that can follow. */
  private final char[] shards;

  /** [others] its number in that shard. */
  private final int[] contexts;

  /** [2] the longest contexts of this shard, from .. to, among those of all shards. */
  private final long[] longest;

  ModelShard(
      Sampler sampler, int[] bases, int[] copies, char[] shards, int[] contexts, long[] longest) {
    this.sampler = sampler;
    this.bases = bases;
    this.copies = copies;
    this.shards = shards;
    this.contexts = contexts;
    this.longest = longest;
  }

  /** How a slot names a context of another shard, by the place in the list. */
  static int other(int place) {
    return Sampler.END - 1 - place;
  }

  private static int place(int other) {
    return Sampler.END - 1 - other;
  }

  /** Whether a slot leads to a context of another shard. */
  public static boolean isOther(int next) {
    return next < Sampler.END;
  }

  /** The model of this shard. */
  Sampler sampler() {
    return sampler;
  }

  /** The shard of a context of another shard, as a slot names it. */
  public int shard(int other) {
    return shards[place(other)];
  }

  /** The number in its shard of a context of another shard, as a slot names it. */
  public int context(int other) {
    return contexts[place(other)];
  }

  /**
   * The number of a context here, by the number that other shards have for it.
   *
   * @param context that belongs to this shard
   */
  int arriving(int context) {
    int length = bases.length - 1;
    while (length > 0 && context < bases[length]) {
      length--;
    }
    return length == 0
        ? context
        : sampler.levels[length] + copies[length] + context - bases[length];
  }

  /** How many contexts of a length are copies from earlier shards. */
  int copies(int length) {
    return copies[length];
  }

  /**
   * How many of the longest contexts belong to earlier shards. In a model without smoothing these
   * are all contexts. The one context of order 1 belongs to the first shard.
   */
  public long before() {
    return longest[0];
  }

  /** Whether one of the longest contexts belongs to this shard. */
  public boolean hasLongest() {
    return longest[1] > longest[0];
  }

  /** Bytes, without the sampler. */
  long bytes() {
    return 6L * contexts.length;
  }
}
