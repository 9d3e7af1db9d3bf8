package ouroboros.safeguard;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;

/** Says which candidate of each unit is drawn, as a counter word. */
public interface CounterWords extends Serializable {
  /** The first candidate of every unit: S_g itself. */
  CounterWords FIRST = FirstCandidate.FIRST;

  /** The function from unit to counter word, for use by one thread. */
  LongUnaryOperator words();
}
