package ouroboros.safeguard;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Key;

/**
 * The gates of one synthetic corpus, in order. For each unit they find the first candidate that
 * passes every gate. Example: if gate 1 drops half of the candidates and gate 2 drops half of the
 * rest, one candidate in four passes.
 *
 * <p>A gate sees only its random numbers, not the text. Gate k, k from 0, uses the numbers of
 * purpose {@code GATE} under the candidate's counter word (the 64-bit number that selects the
 * random numbers of a unit), from position k x 2^32 on.
 *
 * @param list the gates, and what replaces the units that do not pass
 * @param generation the generation word of the corpus
 */
public record Gates(SafeguardList list, Key key, long generation)
    implements Serializable, CounterWords {

  /** No candidate passed. */
  static final long NONE = -1;

  /** A new walk over the candidates of units, with all counts 0. */
  public GateWalk walk() {
    return new GateWalk(this);
  }

  @Override
  public LongUnaryOperator words() {
    return walk()::passing;
  }
}
