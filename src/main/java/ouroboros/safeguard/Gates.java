package ouroboros.safeguard;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Key;

/**
 * The gates of one synthetic corpus. They decide which candidate of each unit passes all of them,
 * in order. Gate k, k from 0, uses the random numbers of purpose {@code GATE} and the candidate's
 * counter word, from position k x 2^32 on.
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
