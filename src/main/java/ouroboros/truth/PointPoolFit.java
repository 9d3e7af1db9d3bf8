package ouroboros.truth;

import java.util.List;
import ouroboros.algebra.GaussianComponent;
import ouroboros.model.ComponentDeath;
import ouroboros.model.Covariance;
import ouroboros.model.ExpectationMaximisation;
import ouroboros.model.ExpectationMaximisation.Round;
import ouroboros.model.GaussianMaximisation;
import ouroboros.model.GaussianSums;

/**
 * Maximum likelihood of a Gaussian mixture on the points of a pool: {@link ExpectationMaximisation}
 * runs until a round raises the mean log likelihood by less than 1e-6 nats, or for 200 rounds. A
 * component dies by {@link ComponentDeath#BELOW_A_BILLIONTH}.
 *
 * <p>The expectation step takes the points one by one and solves a triangular system with the
 * Cholesky factor for each. {@code mixture.GaussianKernel} takes 64 rows at once and multiplies
 * them by the inverse of the factor. That is faster in many dimensions, but its last bits differ:
 * to use one in place of the other would change results. Cost of a round: n k d^2 multiplications.
 */
final class PointPoolFit {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ROUNDS = 200;

  private final PointPool<double[]> pool;
  private final int d;
  private final GaussianMaximisation maximisation;

  /**
   * @param floor the least variance of a component in any direction
   */
  PointPoolFit(PointPool<double[]> pool, int d, double floor) {
    this.pool = pool;
    this.d = d;
    this.maximisation =
        new GaussianMaximisation(ComponentDeath.BELOW_A_BILLIONTH, Covariance.FULL, floor);
  }

  List<GaussianComponent> from(List<GaussianComponent> start) {
    return ExpectationMaximisation.fit(start, this::round, likelihood -> TOLERANCE, MOST_ROUNDS)
        .model();
  }

  private Round<List<GaussianComponent>> round(List<GaussianComponent> components) {
    GaussianSums sums = expect(components);
    return new Round<>(maximisation.next(components, sums), sums.meanLogLikelihood());
  }

  private GaussianSums expect(List<GaussianComponent> components) {
    int k = components.size();
    GaussianSums sums = new GaussianSums(k, d);
    double[] logs = new double[k];
    double[] scratch = new double[d];
    for (int b = 0; b < pool.size(); b++) {
      double[] points = pool.batch(b);
      double weight = (double) pool.weight(b);
      for (int at = 0; at < points.length; at += d) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < k; c++) {
          logs[c] = components.get(c).logDensity(points, at, scratch);
          largest = Math.max(largest, logs[c]);
        }
        double sum = 0;
        for (int c = 0; c < k; c++) {
          logs[c] = StrictMath.exp(logs[c] - largest);
          sum += logs[c];
        }
        for (int c = 0; c < k; c++) {
          add(sums, c, weight * (logs[c] / sum), components.get(c).mean(), points, at);
        }
        sums.logLikelihood += weight * (largest + StrictMath.log(sum));
        sums.total += weight;
      }
    }
    return sums;
  }

  private void add(GaussianSums sums, int c, double share, double[] mean, double[] points, int at) {
    if (share == 0) {
      return;
    }
    sums.weight[c] += share;
    for (int a = 0; a < d; a++) {
      double x = share * (points[at + a] - mean[a]);
      sums.first[c][a] += x;
      for (int b = 0; b <= a; b++) {
        sums.second[c][a * d + b] += x * (points[at + b] - mean[b]);
      }
    }
  }
}
