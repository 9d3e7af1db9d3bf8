package ouroboros.law;

import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.truth.Measure;

/** No law known: mixtures fitted by expectation maximisation. */
record NoLaws() implements TruthLaws {
  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    return Optional.empty();
  }
}
