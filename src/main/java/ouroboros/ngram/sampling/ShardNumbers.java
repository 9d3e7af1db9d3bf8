package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.GramList;

/**
 * Numbers the contexts of other shards that a shard leads to: by their shard, and by length and
 * suffix order among those that belong to that shard. So no number grows with the size of the whole
 * model. Cost: one pass over the n-grams of the shard; 6 bytes for each context of another shard
 * that follows n-grams of one order.
 */
final class ShardNumbers {
  private final List<SuffixPart> scanned;
  private final int order;
  private final int shard;
  private final ContextNumbers numbers;

  /** [shards + 1, order] how many contexts of each length belong to earlier shards. */
  private final long[][] firsts;

  /** [others] the shard of each context of another shard. */
  private char[] shards = new char[64];

  /** [others] the number of that context in its shard. */
  private int[] contexts = new int[64];

  private int others;

  /**
   * @param scanned the scanned ranges
   * @param numbers of the contexts of this shard
   */
  ShardNumbers(List<SuffixPart> scanned, int order, ContextParts parts, ContextNumbers numbers) {
    this.scanned = scanned;
    this.order = order;
    this.numbers = numbers;
    shard = parts.shard();
    if (parts.shards() > Character.MAX_VALUE) {
      throw new IllegalArgumentException(
          parts.shards() + " shards; a model has at most " + (int) Character.MAX_VALUE);
    }
    firsts = new long[parts.shards() + 1][order];
    for (int length = 1; length < order; length++) {
      for (SuffixPart range : scanned) {
        range.addShards(length, firsts);
      }
      for (int s = 1; s < firsts.length; s++) {
        firsts[s][length] += firsts[s - 1][length];
      }
    }
  }

  /**
   * Replaces what follows every n-gram, until now a number in a range: by the number in this shard,
   * or by {@link ModelShard#other} of a context of another shard.
   *
   * @param lowest the order of the shortest n-grams of the model
   */
  void name(int lowest) {
    for (int n = lowest; n <= order && order > 1; n++) {
      name(n, Math.min(n, order - 1));
    }
  }

  /** What follows the n-grams of one order; in suffix order it ascends. */
  private void name(int n, int length) {
    long before = 0;
    int owner = 0;
    for (int r = 0; r < scanned.size(); r++) {
      GramList grams = scanned.get(r).grams[n][0];
      for (int i = 0; i < grams.size; i++) {
        int inRange = grams.next[i];
        if (inRange != Sampler.END) {
          int own = numbers.of(r, length, inRange);
          while (firsts[owner + 1][length] <= before + inRange) {
            owner++;
          }
          grams.next[i] = own >= 0 ? own : other(owner, length, before + inRange);
        }
      }
      before += scanned.get(r).contexts[length];
    }
  }

  /** The name of a context that another shard has; the same as before where it is the same. */
  private int other(int owner, int length, long number) {
    int context = Math.toIntExact(base(owner, length) + number - firsts[owner][length]);
    boolean isNew = others == 0 || shards[others - 1] != owner || contexts[others - 1] != context;
    if (isNew) {
      if (others == shards.length) {
        shards = Arrays.copyOf(shards, others + (others >> 1));
        contexts = Arrays.copyOf(contexts, others + (others >> 1));
      }
      shards[others] = (char) owner;
      contexts[others++] = context;
    }
    return ModelShard.other(others - 1);
  }

  /** How many shorter contexts belong to a shard. */
  private long base(int owner, int length) {
    long base = 0;
    for (int shorter = 1; shorter < length; shorter++) {
      base += firsts[owner + 1][shorter] - firsts[owner][shorter];
    }
    return base;
  }

  /** How many of the longest contexts belong to earlier shards. */
  private long longest(int upTo) {
    // A model of order 1 has one context, which is in the first shard.
    return order == 1 ? Math.min(upTo, 1) : firsts[upTo][order - 1];
  }

  /** The shard, with its model. */
  ModelShard finish(Sampler sampler) {
    int[] bases = new int[order];
    int[] copies = new int[order];
    for (int length = 1; length < order; length++) {
      bases[length] = Math.toIntExact(base(shard, length));
      copies[length] = numbers.base()[length + 1] - numbers.base()[length];
      copies[length] -= Math.toIntExact(firsts[shard + 1][length] - firsts[shard][length]);
    }
    return new ModelShard(
        sampler,
        bases,
        copies,
        Arrays.copyOf(shards, others),
        Arrays.copyOf(contexts, others),
        new long[] {longest(shard), longest(shard + 1)});
  }
}
