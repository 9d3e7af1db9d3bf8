package ouroboros.random;

import java.io.Serializable;

/**
 * The key of every random number of one replicate.
 *
 * @param seed the experiment's seed, any long
 * @param replicate the repetition, from 0
 * @param member which of several models that feed one pool, from 0; 0 where there is one model
 */
public record Key(long seed, long replicate, int member) implements Serializable {
  /** The lowest bit of the member in a generation word; an author is below it. */
  private static final int MEMBER = 40;

  /** The most members that have random numbers of their own. */
  public static final int MEMBERS = 1 << 8;

  /** The key where there is one model. */
  public Key(long seed, long replicate) {
    this(seed, replicate, 0);
  }

  /** The key of a member in the same replicate. */
  public Key of(int other) {
    return new Key(seed, replicate, other);
  }

  /** The stream of a unit, positioned at its first number. */
  public KeyedStream stream(long generation, Purpose purpose, long unit) {
    return KeyedStream.of(seed, replicate, generation ^ ((long) member << MEMBER), purpose, unit);
  }
}
