package ouroboros.random;

import java.io.Serializable;

/**
 * The key of every random number of one replicate.
 *
 * @param seed the experiment's seed, any long
 * @param replicate the repetition, from 0
 */
public record Key(long seed, long replicate) implements Serializable {

  /** The stream of a unit, positioned at its first number. */
  public KeyedStream stream(long generation, Purpose purpose, long unit) {
    return KeyedStream.of(seed, replicate, generation, purpose, unit);
  }
}
