package ouroboros.law;

import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/** {@link PoolingLaw} for a kernel density: every draw adds h^2 to the variance. */
final class KernelDensityLaws implements TruthLaws {
  private final double bandwidth;
  private final Optional<PoolingLaw> pooling;

  KernelDensityLaws(TruthCell cell, TruthSpec.KernelDensity family) {
    bandwidth = family.bandwidth();
    pooling =
        PoolingLaw.of(cell.policy(), cell.stock(), cell.generations(), Estimator.kernel(bandwidth));
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    return switch (measure.metric()) {
      case "squared-mean" -> state.map(s -> Expectation.of(s.error()));
      case "variance" -> state.map(s -> Expectation.of(s.diversity() + bandwidth * bandwidth));
      case "second-moment" -> state.map(s -> Expectation.of(s.secondMoment()));
      default -> Optional.empty();
    };
  }
}
