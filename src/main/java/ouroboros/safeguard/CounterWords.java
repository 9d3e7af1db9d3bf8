package ouroboros.safeguard;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;

/** Which candidate of each unit is drawn, by its counter word. */
public interface CounterWords extends Serializable {
  /** The first candidate of every unit: S_g itself. */
  CounterWords FIRST = FirstCandidate.FIRST;

  /** The words, asked for by one thread. */
  LongUnaryOperator words();
}
