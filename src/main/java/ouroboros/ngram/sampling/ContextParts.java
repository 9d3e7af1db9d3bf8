package ouroboros.ngram.sampling;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;

/**
 * Into which lists the n-grams of a model go while it is compiled, by their contexts. A whole model
 * has a list for each part of the tokens that contexts end in. A shard has one list, with the
 * contexts of the shard: its own, and those short ones of which it has longer ones, although they
 * belong to an earlier shard. So all shorter contexts of every context are in the shard.
 *
 * <p>Cost: one look-up; for a token in several shards also a binary search.
 */
public final class ContextParts {
  /** [types] the part or shard of each last token; of a token that has several, -1 - the first. */
  private final int[] partOf;

  private final @Nullable KeyRanges shards;
  private final int lists;

  /** The shard that is compiled; -1 for a whole model. */
  private final int shard;

  private ContextParts(int[] partOf, @Nullable KeyRanges shards, int lists, int shard) {
    this.partOf = partOf;
    this.shards = shards;
    this.lists = lists;
    this.shard = shard;
  }

  /**
   * Parts of a whole model.
   *
   * @param partOf [types] the part of each token, ascending
   */
  static ContextParts ofTokens(int[] partOf) {
    return new ContextParts(partOf, null, partOf[partOf.length - 1] + 1, -1);
  }

  /** One shard of a model. */
  public static ContextParts ofShard(Shards shards, KeyLayout layout, int shard) {
    KeyRanges keys = shards.keys(layout);
    int[] partOf = new int[shards.types()];
    for (int id = 0; id < partOf.length; id++) {
      int first = keys.of(id);
      partOf[id] = first == keys.last(id) ? first : -1 - first;
    }
    return new ContextParts(partOf, keys, 1, shard);
  }

  /** How many lists. */
  int lists() {
    return lists;
  }

  /** Whether only one shard is compiled. */
  boolean isShard() {
    return shard >= 0;
  }

  /** The shard that is compiled. */
  int shard() {
    return shard;
  }

  /** How many shards. */
  int shards() {
    return shards == null ? 1 : shards.size();
  }

  /** The part of a token, or the first shard of it. */
  int first(int token) {
    return partOf[token] < 0 ? -1 - partOf[token] : partOf[token];
  }

  /**
   * The part or shard that a context belongs to.
   *
   * @param from the context's last token is so many tokens before the last one of the entry, 0 or 1
   * @param n how many tokens of the entry count, those after the context included
   */
  public int part(KeyLayout of, long[][] keys, int at, int from, int n) {
    int part = partOf[of.token(keys, at, from)];
    if (part >= 0 || shards == null) {
      return part;
    }
    return from == 0 ? shards.first(of, keys, at, n) : shards.firstOfContext(of, keys, at, n);
  }

  /** The list that has the context, -1 for none; the parameters are those of {@link #part}. */
  int list(int part, KeyLayout of, long[][] keys, int at, int from, int n) {
    if (shards == null || part == shard) {
      return list(part);
    }
    if (part > shard || partOf[of.token(keys, at, from)] >= 0) {
      return -1;
    }
    int last = from == 0 ? shards.last(of, keys, at, n) : shards.lastOfContext(of, keys, at, n);
    return shard <= last ? 0 : -1;
  }

  /** The list of the contexts that belong to a part or shard. */
  int list(int part) {
    return shards == null ? part : part == shard ? 0 : -1;
  }
}
