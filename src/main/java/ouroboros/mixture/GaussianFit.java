package ouroboros.mixture;

import java.util.ArrayList;
import java.util.List;
import ouroboros.model.GaussianComponent;

/**
 * Maximum likelihood of a Gaussian mixture by expectation maximisation: until the mean log
 * likelihood grows by less than 1e-6 nats, or 200 rounds are over.
 *
 * <p>A component to which less than one unit belongs dies: it keeps its place, with weight 0. Sums
 * run over rows in a block, then over blocks, in the order of the units.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin 1977,
 *     Maximum likelihood from incomplete data via the EM algorithm</a>
 */
public final class GaussianFit {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ROUNDS = 200;
  private static final double ONE_UNIT = 1;

  private final Blocks<VectorBlock> rows;
  private final Covariance covariance;
  private final double floor;

  private GaussianFit(Blocks<VectorBlock> rows, Covariance covariance, double floor) {
    this.rows = rows;
    this.covariance = covariance;
    this.floor = floor;
  }

  /**
   * What a fit gave.
   *
   * @param model the last
   * @param logLikelihood nats a row, of the model before the last round
   * @param rounds of expectation and maximisation
   * @param converged whether it stopped by itself
   */
  public record Fitted(
      GaussianMixture model, double logLikelihood, int rounds, boolean converged) {}

  /**
   * Fits from a start.
   *
   * @param floor added to every variance, >= 0
   */
  public static Fitted fit(
      Blocks<VectorBlock> rows, GaussianMixture start, Covariance covariance, double floor) {
    return fit(rows, start, covariance, floor, MOST_ROUNDS, TOLERANCE);
  }

  /** Exactly so many rounds. */
  public static Fitted rounds(
      Blocks<VectorBlock> rows,
      GaussianMixture start,
      Covariance covariance,
      double floor,
      int rounds) {
    return fit(rows, start, covariance, floor, rounds, Double.NEGATIVE_INFINITY);
  }

  private static Fitted fit(
      Blocks<VectorBlock> rows,
      GaussianMixture start,
      Covariance covariance,
      double floor,
      int most,
      double tolerance) {
    GaussianFit fit = new GaussianFit(rows, covariance, floor);
    GaussianMixture model = start;
    double before = Double.NEGATIVE_INFINITY;
    for (int round = 1; round <= most; round++) {
      GaussianSums sums = fit.expect(model);
      double likelihood = sums.logLikelihood / sums.total;
      model = fit.maximise(model, sums);
      if (likelihood - before < tolerance) {
        return new Fitted(model, likelihood, round, true);
      }
      before = likelihood;
    }
    return new Fitted(model, before, most, false);
  }

  /** Mean log density of the rows, nats a row; NaN without rows. */
  public static double logLikelihood(
      Blocks<VectorBlock> rows, GaussianMixture model, Covariance covariance) {
    GaussianSums sums = new GaussianSums(model.components().size(), 0);
    rows.map(block -> new GaussianKernel(model, covariance).likelihood(block)).forEach(sums::add);
    return sums.logLikelihood / sums.total;
  }

  private GaussianSums expect(GaussianMixture model) {
    Covariance shape = covariance;
    GaussianSums sums = new GaussianSums(model.components().size(), model.dimension());
    rows.map(block -> new GaussianKernel(model, shape).sums(block)).forEach(sums::add);
    return sums;
  }

  private GaussianMixture maximise(GaussianMixture old, GaussianSums sums) {
    double living = 0;
    for (double here : sums.weight) {
      living += here < ONE_UNIT ? 0 : here;
    }
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < old.components().size(); c++) {
      double here = sums.weight[c];
      GaussianComponent before = old.components().get(c);
      components.add(
          here < ONE_UNIT
              ? GaussianComponent.of(0, before.mean(), before.covariance(), 0)
              : moved(before, here, here / living, sums.first[c], sums.second[c]));
    }
    return new GaussianMixture(components);
  }

  private GaussianComponent moved(
      GaussianComponent before, double here, double share, double[] first, double[] second) {
    int d = before.mean().length;
    double[] mean = before.mean().clone();
    double[] covariances = new double[d * d];
    for (int a = 0; a < d; a++) {
      mean[a] += first[a] / here;
      for (int b = 0; b <= a; b++) {
        covariances[a * d + b] = second[a * d + b] / here - first[a] / here * (first[b] / here);
      }
    }
    covariance.shape(covariances, d);
    return GaussianComponent.of(share, mean, covariances, floor);
  }
}
