package ouroboros.safeguard;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;
import ouroboros.random.Key;

/**
 * The gates of one synthetic corpus: which candidate of each unit passes all of them, in order.
 * Gate k has the random numbers of purpose {@code GATE} and the candidate's counter word from
 * number k x 2^32 on, k from 0.
 *
 * @param list the gates and what takes the place of units
 * @param generation the generation word of the corpus
 */
public record Gates(SafeguardList list, Key key, long generation)
    implements Serializable, CounterWords {

  /** No candidate passed. */
  static final long NONE = -1;

  /** A walk over the candidates of units, with its counts at zero. */
  public GateWalk walk() {
    return new GateWalk(this);
  }

  @Override
  public LongUnaryOperator words() {
    return walk()::passing;
  }
}
