package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * A chain of whole samples adds one error a fit. With the first design reused, least squares pools
 * labels linearly, so {@link PoolingLaw} holds wherever T_g is R and whole S_j; other policies have
 * no law.
 */
final class RegressionLaws implements TruthLaws {
  private final TruthCell cell;
  private final TruthSpec.LinearRegression family;
  private final Optional<PoolingLaw> pooling;

  RegressionLaws(TruthCell cell, TruthSpec.LinearRegression family) {
    this.cell = cell;
    this.family = family;
    Policy policy = cell.policy();
    boolean linear =
        family.design() == TruthSpec.Design.REUSED
            && cell.size() % cell.real() == 0
            && (policy instanceof Policy.Replace
                || policy instanceof Policy.Accumulate
                || policy instanceof Policy.Window
                || policy instanceof Policy.Decay
                || policy instanceof Policy.Frozen);
    pooling =
        linear
            ? PoolingLaw.of(policy, cell.stock(), cell.generations(), Estimator.constant())
            : Optional.empty();
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    if (!measure.metric().equals("mean-squared-error")) {
      return Optional.empty();
    }
    return pooling
        .map(law -> law.at(generation).error() * cell.real() * once(cell.real()))
        .or(() -> TruthLaws.chain(cell, generation).flatMap(this::chained))
        .filter(Double::isFinite)
        .map(Expectation::of);
  }

  private Optional<Double> chained(List<Long> sizes) {
    if (family.design() == TruthSpec.Design.REUSED && sizes.size() > 1) {
      return Optional.empty();
    }
    return Optional.of(sizes.stream().mapToDouble(this::once).sum());
  }

  private double once(long rows) {
    return RegressionLaw.once(family.noise(), family.features(), (double) rows);
  }
}
