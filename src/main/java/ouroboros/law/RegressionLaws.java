package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The laws of linear regression. In a chain of whole samples every fit adds one error, that of its
 * own rows. The rows are new, or, with the first design reused, they are the first rows of R or all
 * rows of R repeated. With the first design reused, least squares pools labels linearly, so {@link
 * PoolingLaw} holds if T_g consists of R and whole S_j. Other policies have no law.
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
    boolean known = sizes.stream().allMatch(this::isNormal);
    return known ? Optional.of(sizes.stream().mapToDouble(this::once).sum()) : Optional.empty();
  }

  /** Whether the rows of features are independent normal vectors that all occur equally often. */
  private boolean isNormal(long rows) {
    return family.design() == TruthSpec.Design.FRESH
        || rows <= cell.real()
        || rows % cell.real() == 0;
  }

  /**
   * The error of one fit. If R's rows are repeated m times, it is the error of R's rows divided by
   * m.
   */
  private double once(long rows) {
    boolean again = family.design() == TruthSpec.Design.REUSED && rows > cell.real();
    double own = again ? cell.real() : rows;
    return RegressionLaw.once(family.noise(), family.features(), own) * own / rows;
  }
}
