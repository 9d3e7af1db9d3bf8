package ouroboros.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The random numbers of one unit: the outputs of Philox 4x64 with key (seed, replicate) and counter
 * (position, unit, generation, purpose), position = 1, 2, .. in blocks of four longs.
 *
 * <p>Equal to {@code numpy.random.Philox(key=[seed, replicate], counter=[0, unit, generation,
 * purpose]).random_raw()}. The numbers do not depend on partitions, attempts or time. Not
 * thread-safe.
 */
public final class KeyedStream implements UniformRandomProvider {
  private final long seed;
  private final long replicate;
  private final long generation;
  private final long purpose;
  private long unit;
  private long position;
  private int next = 4;
  private final long[] block = new long[4];

  private KeyedStream(long seed, long replicate, long generation, long purpose, long unit) {
    this.seed = seed;
    this.replicate = replicate;
    this.generation = generation;
    this.purpose = purpose;
    this.unit = unit;
  }

  /** The stream of a unit, positioned at its first number. */
  public static KeyedStream of(
      long seed, long replicate, long generation, Purpose purpose, long unit) {
    return new KeyedStream(seed, replicate, generation, purpose.code(), unit);
  }

  /** Moves this stream to the first number of another unit. */
  public void seek(long toUnit) {
    unit = toUnit;
    position = 0;
    next = 4;
  }

  /** Moves this stream to a unit, behind the first {@code numbers} of its random numbers. */
  public void seek(long toUnit, long numbers) {
    seek(toUnit);
    position = numbers / 4;
    if (numbers % 4 != 0) {
      Philox.block(seed, replicate, ++position, unit, generation, purpose, block, 0);
      next = (int) (numbers % 4);
    }
  }

  /** The unit whose numbers these are. */
  public long unit() {
    return unit;
  }

  /** How many random numbers of the unit were used so far. */
  public long used() {
    return 4 * (position - 1) + next;
  }

  @Override
  public long nextLong() {
    if (next == 4) {
      Philox.block(seed, replicate, ++position, unit, generation, purpose, block, 0);
      next = 0;
    }
    return block[next++];
  }

  /** An integer in [0, bound), bound >= 1: the upper 64 bits of bound x a random 64-bit number. */
  public long below(long bound) {
    return Philox.unsignedMultiplyHigh(nextLong(), bound);
  }
}
