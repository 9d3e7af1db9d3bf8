package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The laws of a Gaussian: {@link PoolingLaw} for every policy that has one; in one dimension also
 * {@link GaussianReplace}, for chains of whole samples.
 */
final class GaussianLaws implements TruthLaws {
  private final TruthCell cell;
  private final TruthSpec.Gaussian family;
  private final Optional<PoolingLaw> pooling;

  GaussianLaws(TruthCell cell, TruthSpec.Gaussian family) {
    this.cell = cell;
    this.family = family;
    pooling =
        PoolingLaw.of(
            cell.policy(),
            cell.stock(),
            cell.generations(),
            Estimator.gaussian(family.divisor(), family.spread()));
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    Optional<GaussianReplace> chain =
        family.dimension() > 1
            ? Optional.empty()
            : TruthLaws.chain(cell, generation)
                .filter(sizes -> sizes.stream().allMatch(n -> n > 1))
                .map(sizes -> new GaussianReplace(sizes, family.divisor(), family.spread()));
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    return switch (measure.metric()) {
      case "squared-mean", "mean-squared-error" -> state.map(s -> error(generation, s));
      case "second-moment" -> state.map(s -> Expectation.of(s.secondMoment()));
      case "variance" ->
          chain
              .map(c -> Expectation.of(c.variance(), c.sdOfVariance()))
              .or(() -> state.map(s -> Expectation.of(s.diversity())));
      case "log-variance" -> chain.map(c -> Expectation.of(c.logVariance(), c.sdOfLogVariance()));
      case "wasserstein-2-squared" ->
          chain.flatMap(
              c ->
                  state.map(s -> Expectation.of(s.error() + 1 + c.variance() - 2 * c.deviation())));
      default -> Optional.empty();
    };
  }

  /**
   * The squared error of the mean. If T_g is a sample of the truth, its mean is normal, so the
   * standard deviation of the square is known.
   */
  private Expectation error(int generation, PoolingLaw.State state) {
    boolean normal =
        TruthLaws.chain(cell, generation).map(List::size).filter(n -> n == 1).isPresent();
    return normal
        ? Expectation.of(state.error(), state.error() * StrictMath.sqrt(2.0 / family.dimension()))
        : Expectation.of(state.error());
  }
}
