package ouroboros.ngram.population;

import java.util.Arrays;
import ouroboros.ngram.count.CountRun;

/**
 * Walkers that arrive in contexts of one shard: a list that grows, in which a context may be
 * several times. Not thread-safe.
 */
final class Arrivals {
  /** A list shorter than this part of the contexts is sorted; a longer one is added up in place. */
  private static final int DENSE = 16;

  private int[] contexts = new int[64];
  private long[] walkers = new long[64];
  private int size;

  /** Adds walkers to a context. */
  void add(int context, long many) {
    if (size == contexts.length) {
      contexts = Arrays.copyOf(contexts, 2 * size);
      walkers = Arrays.copyOf(walkers, 2 * size);
    }
    contexts[size] = context;
    walkers[size++] = many;
  }

  /** Whether nobody arrived. */
  boolean isEmpty() {
    return size == 0;
  }

  /** All walkers, ascending, each context once. */
  CountRun run() {
    int end = Arrays.stream(contexts, 0, size).max().orElse(-1) + 1;
    return size > end / DENSE ? dense(end) : sorted();
  }

  private CountRun dense(int end) {
    long[] all = new long[end];
    int many = 0;
    for (int i = 0; i < size; i++) {
      many += all[contexts[i]] == 0 ? 1 : 0;
      all[contexts[i]] += walkers[i];
    }
    long[] keys = new long[many];
    long[] counts = new long[many];
    int at = 0;
    for (int c = 0; c < all.length; c++) {
      if (all[c] > 0) {
        keys[at] = c;
        counts[at++] = all[c];
      }
    }
    return ShardWalk.run(keys, counts, many);
  }

  private CountRun sorted() {
    long[] places = new long[size];
    for (int i = 0; i < size; i++) {
      places[i] = (long) contexts[i] << 32 | i;
    }
    Arrays.sort(places);
    long[] keys = new long[size];
    long[] counts = new long[size];
    int many = 0;
    for (long place : places) {
      long context = place >>> 32;
      if (many == 0 || keys[many - 1] != context) {
        keys[many++] = context;
      }
      counts[many - 1] += walkers[(int) place];
    }
    return ShardWalk.run(keys, counts, many);
  }
}
