package ouroboros.truth;

import java.util.Arrays;
import ouroboros.algebra.LowerMatrix;
import ouroboros.algebra.SymmetricEigenvalues;

/**
 * The mean and the covariance of a training set, pooled from the moments of its batches, and the
 * distribution N(mean, spread x covariance) that the model draws from.
 *
 * <p>Cost of a fit: d^3 multiplications.
 */
final class GaussianMoments {
  private final int d;
  private TruthSpec.Divisor divisor;
  private double spread;

  private double weight;
  private double squaredWeight;
  private double[] mean;
  private double[] factor;
  private final double[] scatter;
  private final double[] covariance;

  GaussianMoments(TruthSpec.Gaussian spec) {
    d = spec.dimension();
    divisor = spec.divisor();
    spread = spec.spread();
    mean = new double[d];
    factor = LowerMatrix.identity(d);
    scatter = new double[d * d];
    covariance = new double[d * d];
  }

  /** Fits from now on with the divisor and the spread of another family of the same dimension. */
  void change(TruthSpec.Gaussian spec) {
    divisor = spec.divisor();
    spread = spec.spread();
  }

  /** The dimension. */
  int dimension() {
    return d;
  }

  /** The mean of the training set so far, [d]. */
  double[] mean() {
    return mean;
  }

  /** F with F F' = spread x covariance, of the last fit: [d, d], lower triangular. */
  double[] factor() {
    return factor;
  }

  /** The covariance of the last fit, [d, d], only the lower triangle. */
  double[] covariance() {
    return covariance;
  }

  void clear() {
    weight = 0;
    squaredWeight = 0;
    mean = new double[d];
    Arrays.fill(scatter, 0);
  }

  /**
   * Adds points x = center + F z.
   *
   * @param units how many, at least 1
   * @param sum of z over the points, [d]
   * @param about sum of (z - mean of z)(z - mean of z)', [d, d], only the lower triangle; changed
   * @param each weight of a point
   */
  void add(double[] center, double[] f, long units, double[] sum, double[] about, double each) {
    double here = each * units;
    double all = weight + here;
    double[] gap = new double[d];
    LowerMatrix.times(f, sum, 0, gap, d);
    for (int a = 0; a < d; a++) {
      gap[a] = gap[a] / units + center[a] - mean[a];
      mean[a] += gap[a] * (here / all);
    }
    LowerMatrix.addSandwich(f, about, d, each, scatter);
    double between = weight * here / all;
    for (int a = 0; a < d && between > 0; a++) {
      for (int b = 0; b <= a; b++) {
        scatter[a * d + b] += between * gap[a] * gap[b];
      }
    }
    weight = all;
    squaredWeight += each * each * units;
  }

  void fit() {
    double by = divisor == TruthSpec.Divisor.N ? weight : weight - squaredWeight / weight;
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = scatter[i] / by;
    }
    factor = new double[d * d];
    LowerMatrix.cholesky(covariance, d, spread, factor);
  }

  /** A metric of the model that was fitted last; NaN where it is undefined. */
  double value(Measure measure) {
    double variance = LowerMatrix.trace(covariance, d) / d;
    return switch (measure.metric()) {
      case "squared-mean", "mean-squared-error" -> squaredMean();
      case "variance" -> variance;
      case "log-variance" -> StrictMath.log(variance);
      case "wasserstein-2-squared" -> squaredMean() + 1 + variance - 2 * meanRoot();
      case "second-moment" -> LowerMatrix.trace(scatter, d) / d / weight + squaredMean();
      default -> Double.NaN;
    };
  }

  private double squaredMean() {
    double sum = 0;
    for (double m : mean) {
      sum += m * m;
    }
    return sum / d;
  }

  /** trace(covariance^(1/2)) / d. */
  private double meanRoot() {
    if (d == 1) {
      return Math.sqrt(covariance[0]);
    }
    double sum = 0;
    for (double value : SymmetricEigenvalues.of(covariance, d)) {
      sum += Math.sqrt(Math.max(0, value));
    }
    return sum / d;
  }
}
