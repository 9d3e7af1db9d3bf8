package ouroboros.metric.vector;

import java.util.List;
import ouroboros.algebra.LowerMatrix;
import ouroboros.algebra.SymmetricEigenvalues;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.VectorBlock;

/**
 * Weight, mean and covariance (divisor n) of rows of numbers. Without rows the mean is NaN.
 *
 * @param weight sum of the rows' weights
 * @param mean [d]
 * @param covariance [d, d], only the lower triangle is filled
 */
@SuppressWarnings("ArrayRecordComponent")
public record PointMoments(double weight, double[] mean, double[] covariance) {

  /**
   * The moments of all rows. Sums are formed within a block, then over the blocks in the order of
   * the units. Cost: two passes, d^2/2 multiplications per row and pass.
   */
  public static PointMoments of(Blocks<VectorBlock> rows) {
    int d = rows.first().d();
    PointMoments rough = about(rows, new double[d]);
    return Double.isNaN(rough.mean[0]) ? rough : about(rows, rough.mean);
  }

  /** The moments from sums of differences to a centre, which should be close to the mean. */
  private static PointMoments about(Blocks<VectorBlock> rows, double[] centre) {
    int d = centre.length;
    List<double[]> blocks = rows.map(block -> sums(block, centre));
    double[] all = new double[1 + d + d * d];
    for (double[] block : blocks) {
      for (int i = 0; i < all.length; i++) {
        all[i] += block[i];
      }
    }
    double[] mean = new double[d];
    double[] covariance = new double[d * d];
    for (int a = 0; a < d; a++) {
      mean[a] = centre[a] + all[1 + a] / all[0];
      for (int b = 0; b <= a; b++) {
        covariance[a * d + b] =
            all[1 + d + a * d + b] / all[0] - all[1 + a] / all[0] * (all[1 + b] / all[0]);
      }
    }
    return new PointMoments(all[0], mean, covariance);
  }

  private static double[] sums(VectorBlock block, double[] centre) {
    int d = centre.length;
    double[] sums = new double[1 + d + d * d];
    for (int i = 0; i < block.size(); i++) {
      double weight = block.weights()[i];
      sums[0] += weight;
      for (int a = 0; a < d; a++) {
        double x = weight * (block.rows()[i * d + a] - centre[a]);
        sums[1 + a] += x;
        for (int b = 0; b <= a; b++) {
          sums[1 + d + a * d + b] += x * (block.rows()[i * d + b] - centre[b]);
        }
      }
    }
    return sums;
  }

  /** Sum of the variances. */
  public double totalVariance() {
    return LowerMatrix.trace(covariance, mean.length);
  }

  /**
   * ||m - m'||^2 + tr(C + C' - 2 (C C')^(1/2)): the squared Wasserstein distance of the two
   * Gaussians. The trace of the square root is the sum of the square roots of the eigenvalues of
   * L^T C' L, where C = L L^T. Cost: about 3 d^3.
   *
   * @see <a href="https://doi.org/10.1016/0047-259X(82)90077-X">Dowson and Landau 1982, The Frechet
   *     distance between multivariate normal distributions</a>
   */
  public double frechet(PointMoments other) {
    int d = mean.length;
    double sum = 0;
    for (int a = 0; a < d; a++) {
      sum += (mean[a] - other.mean[a]) * (mean[a] - other.mean[a]);
    }
    double[] factor = new double[d * d];
    LowerMatrix.cholesky(covariance, d, 1, factor);
    double cross = 0;
    for (double value : SymmetricEigenvalues.of(sandwich(factor, other.covariance, d), d)) {
      cross += Math.sqrt(Math.max(0, value));
    }
    return sum + totalVariance() + other.totalVariance() - 2 * cross;
  }

  /** The lower triangle of L^T M L; M is symmetric and given by its lower triangle. */
  private static double[] sandwich(double[] factor, double[] matrix, int d) {
    double[] right = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int c = 0; c < d; c++) {
        double m = c <= a ? matrix[a * d + c] : matrix[c * d + a];
        for (int b = 0; b <= c; b++) {
          right[a * d + b] += m * factor[c * d + b];
        }
      }
    }
    double[] product = new double[d * d];
    for (int c = 0; c < d; c++) {
      for (int a = 0; a <= c; a++) {
        for (int b = 0; b <= a; b++) {
          product[a * d + b] += factor[c * d + a] * right[c * d + b];
        }
      }
    }
    return product;
  }
}
