package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import ouroboros.model.GaussianComponent;

/**
 * Maximum likelihood of a Gaussian mixture: responsibilities, then weighted means and covariances,
 * until the mean log likelihood grows by less than 1e-6 or 200 rounds are over.
 *
 * <p>A component that no point belongs to keeps its place with weight 0. Cost of a round: n k d^2.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin 1977,
 *     Maximum likelihood from incomplete data via the EM algorithm</a>
 */
final class ExpectationMaximisation {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ROUNDS = 200;

  private final PointPool<double[]> pool;
  private final int d;
  private final double floor;

  /**
   * @param floor least variance of a component in any direction
   */
  ExpectationMaximisation(PointPool<double[]> pool, int d, double floor) {
    this.pool = pool;
    this.d = d;
    this.floor = floor;
  }

  List<GaussianComponent> fit(List<GaussianComponent> start) {
    List<GaussianComponent> components = start;
    double before = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Sums sums = new Sums(components.size(), d);
      double likelihood = expect(components, sums);
      components = maximise(components, sums);
      if (likelihood - before < TOLERANCE) {
        break;
      }
      before = likelihood;
    }
    return components;
  }

  /** Sums over points, each about its component's old mean. */
  private static final class Sums {
    final double[] weight;
    final double[][] first;
    final double[][] second;

    Sums(int k, int d) {
      weight = new double[k];
      first = new double[k][d];
      second = new double[k][d * d];
    }
  }

  private double expect(List<GaussianComponent> components, Sums sums) {
    int k = components.size();
    double[] logs = new double[k];
    double[] scratch = new double[d];
    double likelihood = 0;
    double total = 0;
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
        likelihood += weight * (largest + StrictMath.log(sum));
        total += weight;
      }
    }
    return likelihood / total;
  }

  private void add(Sums sums, int c, double share, double[] mean, double[] points, int at) {
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

  private List<GaussianComponent> maximise(List<GaussianComponent> old, Sums sums) {
    double total = (double) pool.total();
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < old.size(); c++) {
      double here = sums.weight[c];
      if (here < 1e-9 * total) {
        components.add(GaussianComponent.of(0, old.get(c).mean(), old.get(c).covariance(), 0));
        continue;
      }
      double[] mean = old.get(c).mean().clone();
      double[] covariance = new double[d * d];
      for (int a = 0; a < d; a++) {
        mean[a] += sums.first[c][a] / here;
        for (int b = 0; b <= a; b++) {
          covariance[a * d + b] =
              sums.second[c][a * d + b] / here
                  - sums.first[c][a] / here * (sums.first[c][b] / here);
        }
      }
      components.add(GaussianComponent.of(here / total, mean, covariance, floor));
    }
    return components;
  }
}
