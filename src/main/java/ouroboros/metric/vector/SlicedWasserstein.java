package ouroboros.metric.vector;

import java.util.Arrays;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/**
 * ((1/L) sum over directions of W_2^2 of the projections)^(1/2): the distance of two samples,
 * averaged over L = {@value #DIRECTIONS} random directions. The directions are the same in every
 * experiment.
 *
 * <p>Cost: L (n d + n log n).
 *
 * @see <a href="https://doi.org/10.1007/s10851-014-0506-3">Bonneel et al. 2015, Sliced and Radon
 *     Wasserstein barycenters of measures</a>
 */
public final class SlicedWasserstein {
  private static final int DIRECTIONS = 64;

  private SlicedWasserstein() {}

  /**
   * The distance between two samples of rows; NaN if one is empty.
   *
   * @param one [n, d]
   * @param other [m, d]
   */
  public static double of(double[] one, double[] other, int d) {
    if (one.length == 0 || other.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int l = 0; l < DIRECTIONS; l++) {
      double[] direction = direction(l, d);
      sum += squared(projected(one, direction), projected(other, direction));
    }
    return Math.sqrt(sum / DIRECTIONS);
  }

  /** A direction drawn uniformly from the unit sphere. */
  static double[] direction(int number, int d) {
    KeyedStream random = KeyedStream.of(0, 0, 0, Purpose.RESAMPLE, number);
    double[] direction = new double[d];
    double squares = 0;
    for (int a = 0; a < d; a++) {
      direction[a] = Normal.sample(random);
      squares += direction[a] * direction[a];
    }
    for (int a = 0; a < d; a++) {
      direction[a] /= Math.sqrt(squares);
    }
    return direction;
  }

  private static double[] projected(double[] rows, double[] direction) {
    int d = direction.length;
    double[] projected = new double[rows.length / d];
    for (int i = 0; i < projected.length; i++) {
      for (int a = 0; a < d; a++) {
        projected[i] += rows[i * d + a] * direction[a];
      }
    }
    Arrays.sort(projected);
    return projected;
  }

  /** W_2^2 of two sorted samples: the integral of the squared gap of their quantiles. */
  private static double squared(double[] one, double[] other) {
    long n = one.length;
    long m = other.length;
    double sum = 0;
    long at = 0;
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      long next = Math.min((i + 1) * m, (j + 1) * n);
      double gap = one[i] - other[j];
      sum += (next - at) * gap * gap;
      at = next;
      i += next == (i + 1) * m ? 1 : 0;
      j += next == (j + 1) * n ? 1 : 0;
    }
    return sum / ((double) n * m);
  }
}
