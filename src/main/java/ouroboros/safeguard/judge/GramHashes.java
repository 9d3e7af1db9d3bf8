package ouroboros.safeguard.judge;

import java.util.Arrays;

/**
 * The 1- to 3-grams of a sentence, {@code </s>} included, as numbers below {@value #BUCKETS}: a
 * hash of their words. Different n-grams may share a number. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/0902.2206">Weinberger et al. 2009, Feature hashing for large
 *     scale multitask learning</a>
 */
public final class GramHashes {
  /** How many numbers there are. */
  public static final int BUCKETS = 1 << 16;

  private static final int ORDERS = 3;
  private static final int LAST = 0;

  private final int closed;
  private final int unknown;
  private int[] buckets = new int[256];
  private int size;

  /**
   * @param closed one more than the highest id of the closed vocabulary
   * @param unknown the id that other words have here
   */
  public GramHashes(int closed, int unknown) {
    this.closed = closed;
    this.unknown = unknown;
  }

  /** The numbers of the n-grams of a sentence, sorted, each as often as it occurs. */
  public int[] of(int[] tokens, int start, int end) {
    size = 0;
    for (int i = start; i <= end; i++) {
      long hash = 0;
      for (int n = 1; n <= ORDERS && i - n + 1 >= start; n++) {
        hash = mix(hash + word(tokens, i - n + 1, end) * 0x9E3779B97F4A7C15L + n);
        add((int) (hash >>> 48));
      }
    }
    int[] sorted = Arrays.copyOf(buckets, size);
    Arrays.sort(sorted);
    return sorted;
  }

  private long word(int[] tokens, int i, int end) {
    if (i == end) {
      return LAST;
    }
    return 1L + (tokens[i] >= closed ? unknown : tokens[i]);
  }

  private void add(int bucket) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, 2 * size);
    }
    buckets[size++] = bucket;
  }

  /** Mixes the bits of a number: the finalizer of SplitMix64. */
  private static long mix(long number) {
    long z = number;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
