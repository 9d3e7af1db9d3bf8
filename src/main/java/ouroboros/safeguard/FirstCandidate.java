package ouroboros.safeguard;

import java.util.function.LongUnaryOperator;

/** The first candidate of every unit: S_g itself. */
enum FirstCandidate implements CounterWords {
  FIRST;

  @Override
  public LongUnaryOperator words() {
    return LongUnaryOperator.identity();
  }
}
