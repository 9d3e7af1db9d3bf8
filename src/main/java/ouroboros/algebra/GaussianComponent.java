package ouroboros.algebra;

import java.io.Serializable;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;

/**
 * weight x N(x; mean, covariance): one component of a Gaussian mixture. Its density is computed by
 * the Cholesky factor; cost d^2/2 multiplications per point.
 *
 * @param weight of the component in the mixture, in [0, 1]
 * @param mean [d]
 * @param covariance [d, d], only the lower triangle is used
 * @param factor its Cholesky factor, [d, d]
 * @param logHeight log(weight / sqrt((2 pi)^d det covariance))
 */
@SuppressWarnings("ArrayRecordComponent")
public record GaussianComponent(
    double weight, double[] mean, double[] covariance, double[] factor, double logHeight)
    implements Serializable {
  private static final double LOG_TWO_PI = 1.8378770664093456;

  /** A component whose covariance is {@code covariance} + {@code floor} x I. */
  public static GaussianComponent of(
      double weight, double[] mean, double[] covariance, double floor) {
    int d = mean.length;
    double[] widened = covariance.clone();
    for (int a = 0; a < d; a++) {
      widened[a * d + a] += floor;
    }
    double[] factor = new double[d * d];
    LowerMatrix.cholesky(widened, d, 1, factor);
    double logHeight = StrictMath.log(weight) - d * LOG_TWO_PI / 2;
    for (int a = 0; a < d; a++) {
      factor[a * d + a] = Math.max(factor[a * d + a], Math.sqrt(floor));
      logHeight -= StrictMath.log(factor[a * d + a]);
    }
    return new GaussianComponent(weight, mean, widened, factor, logHeight);
  }

  /**
   * log(weight x density) of the point at {@code points[at .. at + d)}. {@code scratch} is [d] and
   * overwritten.
   */
  public double logDensity(double[] points, int at, double[] scratch) {
    int d = mean.length;
    double squares = 0;
    for (int a = 0; a < d; a++) {
      double sum = points[at + a] - mean[a];
      for (int b = 0; b < a; b++) {
        sum -= factor[a * d + b] * scratch[b];
      }
      scratch[a] = sum / factor[a * d + a];
      squares += scratch[a] * scratch[a];
    }
    return logHeight - squares / 2;
  }

  /** Writes one point drawn from this component to {@code points[at .. at + d)}. */
  public void draw(KeyedStream random, double[] points, int at) {
    int d = mean.length;
    double[] z = new double[d];
    for (int a = 0; a < d; a++) {
      z[a] = Normal.sample(random);
      points[at + a] = mean[a];
      for (int b = 0; b <= a; b++) {
        points[at + a] += factor[a * d + b] * z[b];
      }
    }
  }
}
