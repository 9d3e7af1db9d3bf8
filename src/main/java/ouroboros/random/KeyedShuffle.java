package ouroboros.random;

/**
 * A permutation of 0 .. size - 1 as a function: the place of each number is computed alone, without
 * memory. A Feistel network over the next even number of bits permutes a domain of less than 4 size
 * numbers; a number that falls outside is permuted again until it falls inside. Not thread-safe.
 *
 * <p>Cost of a number: less than 4 x 8 blocks of Philox on average.
 *
 * @see <a href="https://doi.org/10.1007/3-540-45760-7_9">Black and Rogaway 2002, Ciphers with
 *     arbitrary finite domains</a>
 */
public final class KeyedShuffle {
  private static final int ROUNDS = 8;

  private final Key key;
  private final long generation;
  private final Purpose purpose;
  private final long size;
  private final int half;
  private final long mask;
  private final long[] block = new long[4];

  /**
   * @param size at least 1, at most 2^60
   */
  public KeyedShuffle(Key key, long generation, Purpose purpose, long size) {
    this.key = key;
    this.generation = generation;
    this.purpose = purpose;
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    half = Math.max(1, (bits + 1) / 2);
    mask = (1L << half) - 1;
  }

  /** The number at a place. */
  public long at(long place) {
    long number = place;
    do {
      number = permuted(number);
    } while (number >= size);
    return number;
  }

  /** The place of a number: the inverse of {@link #at}. */
  public long place(long of) {
    long number = of;
    do {
      number = restored(number);
    } while (number >= size);
    return number;
  }

  private long restored(long number) {
    long left = number >>> half;
    long right = number & mask;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long before = right ^ mixed(left, round);
      right = left;
      left = before;
    }
    return left << half | right;
  }

  private long mixed(long word, int round) {
    Philox.block(key.seed(), key.replicate(), word, round, generation, purpose.code(), block, 0);
    return block[0] & mask;
  }

  private long permuted(long number) {
    long left = number >>> half;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ mixed(right, round);
      left = right;
      right = next;
    }
    return left << half | right;
  }
}
