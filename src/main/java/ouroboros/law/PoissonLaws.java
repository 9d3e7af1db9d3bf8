package ouroboros.law;

import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The fitted rate is a martingale with variance rate x D, D as in {@link PoolingLaw}. The
 * probability that it is not 0 is given by {@link Extinction}, which is exact for Poisson counts
 * under policies that are linear in counts.
 */
final class PoissonLaws implements TruthLaws {
  private final TruthCell cell;
  private final double rate;
  private final Optional<PoolingLaw> pooling;
  private final Optional<Extinction> extinction;

  PoissonLaws(TruthCell cell, TruthSpec.Poisson family) {
    this.cell = cell;
    rate = family.rate();
    pooling = PoolingLaw.of(cell.policy(), cell.stock(), cell.generations(), Estimator.constant());
    Policy policy = cell.policy();
    extinction =
        policy.isLinear()
            ? Extinction.of(policy, cell.stock(), cell.generations())
            : Optional.empty();
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    return switch (measure.metric()) {
      case "variance" -> Optional.of(Expectation.of(rate));
      case "mean-squared-error" -> state.map(s -> Expectation.of(rate * s.error()));
      case "second-moment" -> state.map(s -> Expectation.of(rate * s.secondMoment()));
      case "alive" -> extinction.map(e -> alive(e.ofTraining(generation)));
      default -> Optional.empty();
    };
  }

  private Expectation alive(SurvivalProbability fate) {
    double p = fate.aliveOfMean(rate * cell.real());
    return Expectation.of(p, StrictMath.sqrt(p * (1 - p)));
  }
}
