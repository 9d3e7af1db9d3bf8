package ouroboros.mixture;

import ouroboros.model.ComponentDeath;
import ouroboros.model.Covariance;
import ouroboros.model.ExpectationMaximisation;
import ouroboros.model.ExpectationMaximisation.Fitted;
import ouroboros.model.ExpectationMaximisation.Round;
import ouroboros.model.GaussianMaximisation;
import ouroboros.model.GaussianSums;

/**
 * Maximum likelihood of a Gaussian mixture on blocks of rows: {@link ExpectationMaximisation} runs
 * until a round raises the mean log likelihood by less than 1e-6 nats, or for 200 rounds.
 *
 * <p>A component dies by {@link ComponentDeath#BELOW_ONE_UNIT}. Sums run over the rows of a block,
 * then over the blocks, in the order of the units. {@link GaussianKernel} says what a round costs.
 */
public final class GaussianFit {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ROUNDS = 200;

  private final Blocks<VectorBlock> rows;
  private final Covariance covariance;
  private final GaussianMaximisation maximisation;

  private GaussianFit(Blocks<VectorBlock> rows, Covariance covariance, double floor) {
    this.rows = rows;
    this.covariance = covariance;
    this.maximisation = new GaussianMaximisation(ComponentDeath.BELOW_ONE_UNIT, covariance, floor);
  }

  /**
   * Fits, beginning with {@code start}. The log likelihood is in nats per row.
   *
   * @param floor added to every variance, >= 0
   */
  public static Fitted<GaussianMixture> fit(
      Blocks<VectorBlock> rows, GaussianMixture start, Covariance covariance, double floor) {
    return fit(rows, start, covariance, floor, MOST_ROUNDS, TOLERANCE);
  }

  /** The same with a fixed number of rounds. */
  public static Fitted<GaussianMixture> rounds(
      Blocks<VectorBlock> rows,
      GaussianMixture start,
      Covariance covariance,
      double floor,
      int rounds) {
    return fit(rows, start, covariance, floor, rounds, Double.NEGATIVE_INFINITY);
  }

  private static Fitted<GaussianMixture> fit(
      Blocks<VectorBlock> rows,
      GaussianMixture start,
      Covariance covariance,
      double floor,
      int most,
      double tolerance) {
    GaussianFit fit = new GaussianFit(rows, covariance, floor);
    return ExpectationMaximisation.fit(start, fit::round, likelihood -> tolerance, most);
  }

  /** Mean log density of the rows, in nats per row; NaN without rows. */
  public static double logLikelihood(
      Blocks<VectorBlock> rows, GaussianMixture model, Covariance covariance) {
    GaussianSums sums = new GaussianSums(model.components().size(), 0);
    rows.map(block -> new GaussianKernel(model, covariance).likelihood(block)).forEach(sums::add);
    return sums.meanLogLikelihood();
  }

  private Round<GaussianMixture> round(GaussianMixture model) {
    GaussianSums sums = expect(model);
    return new Round<>(
        new GaussianMixture(maximisation.next(model.components(), sums)), sums.meanLogLikelihood());
  }

  private GaussianSums expect(GaussianMixture model) {
    Covariance shape = covariance;
    GaussianSums sums = new GaussianSums(model.components().size(), model.dimension());
    rows.map(block -> new GaussianKernel(model, shape).sums(block)).forEach(sums::add);
    return sums;
  }
}
