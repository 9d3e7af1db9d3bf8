package ouroboros.mixture;

import java.util.Arrays;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.model.Covariance;
import ouroboros.model.GaussianSums;

/**
 * The expectation step on a block: log densities by the inverse of the Cholesky factor,
 * responsibilities by log-sum-exp, moments about the old means. It takes {@link
 * GaussianBlockKernels#LANES} rows at a time.
 *
 * <p>Cost per row: k d^2 multiplications (full covariance) or 2 k d (diagonal or spherical), and k
 * exponentials. Not thread-safe.
 */
final class GaussianKernel {
  private static final int LANES = GaussianBlockKernels.LANES;

  private final GaussianMixture model;
  private final Covariance covariance;
  private final int d;
  private final int padded;
  private final int k;
  private final double[][] inverses;
  private final double[] columns;
  private final double[] centred;
  private final double[] scaled;
  private final double[] logs;
  private final double[] lane = new double[LANES];
  private final double[] y = new double[LANES];
  private final double[] z = new double[LANES];
  private final double[] tile = new double[16];

  GaussianKernel(GaussianMixture model, Covariance covariance) {
    this.model = model;
    this.covariance = covariance;
    this.d = model.dimension();
    this.padded = GaussianBlockKernels.padded(d);
    this.k = model.components().size();
    this.inverses = new double[k][];
    this.columns = new double[padded * LANES];
    this.centred = new double[padded * LANES];
    this.scaled = new double[padded * LANES];
    this.logs = new double[k * LANES];
    for (int c = 0; c < k; c++) {
      if (model.components().get(c).weight() > 0) {
        inverses[c] = inverse(model.components().get(c).factor());
      }
    }
  }

  /**
   * The inverse of a Cholesky factor: [padded, padded] for full covariance, else its diagonal, [d].
   */
  private double[] inverse(double[] factor) {
    if (covariance == Covariance.FULL) {
      double[] inverse = new double[d * d];
      LowerMatrix.invert(factor, d, inverse);
      double[] wide = new double[padded * padded];
      for (int a = 0; a < d; a++) {
        System.arraycopy(inverse, a * d, wide, a * padded, d);
      }
      return wide;
    }
    double[] inverse = new double[d];
    for (int a = 0; a < d; a++) {
      inverse[a] = 1 / factor[a * d + a];
    }
    return inverse;
  }

  /** The sums of a block that the maximisation step needs. */
  GaussianSums sums(VectorBlock block) {
    GaussianSums sums = new GaussianSums(k, d);
    for (int from = 0; from < block.size(); from += LANES) {
      expect(block, from, sums);
      for (int c = 0; c < k; c++) {
        collect(c, sums);
      }
    }
    return sums;
  }

  /** The log likelihood of a block, without the other sums. */
  GaussianSums likelihood(VectorBlock block) {
    GaussianSums sums = new GaussianSums(k, 0);
    for (int from = 0; from < block.size(); from += LANES) {
      expect(block, from, sums);
    }
    return sums;
  }

  /**
   * Writes weight x responsibility of {@link GaussianBlockKernels#LANES} rows to {@link #logs}, [k,
   * LANES]; 0 for lanes behind the last row.
   */
  private void expect(VectorBlock block, int from, GaussianSums sums) {
    int rows = Math.min(LANES, block.size() - from);
    for (int p = 0; p < rows; p++) {
      for (int a = 0; a < d; a++) {
        columns[a * LANES + p] = block.rows()[(from + p) * d + a];
      }
    }
    for (int c = 0; c < k; c++) {
      logDensities(c);
    }
    for (int p = 0; p < rows; p++) {
      double weight = block.weights()[from + p];
      sums.logLikelihood += weight * share(p, weight);
      sums.total += weight;
    }
    for (int p = rows; p < LANES; p++) {
      for (int c = 0; c < k; c++) {
        logs[c * LANES + p] = 0;
      }
    }
  }

  private void logDensities(int c) {
    GaussianComponent component = model.components().get(c);
    double[] inverse = inverses[c];
    if (inverse == null) {
      Arrays.fill(logs, c * LANES, (c + 1) * LANES, Double.NEGATIVE_INFINITY);
      return;
    }
    GaussianBlockKernels.centre(columns, component.mean(), centred);
    if (covariance == Covariance.FULL) {
      GaussianBlockKernels.squares(centred, inverse, padded, y, z, lane);
    } else {
      GaussianBlockKernels.squares(centred, inverse, lane);
    }
    double height = component.logHeight();
    for (int p = 0; p < LANES; p++) {
      logs[c * LANES + p] = height - lane[p] / 2;
    }
  }

  /**
   * Returns the log density of lane p and replaces its log densities per component by weight x
   * responsibility.
   */
  private double share(int p, double weight) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      largest = Math.max(largest, logs[c * LANES + p]);
    }
    if (!(largest > Double.NEGATIVE_INFINITY && largest < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException(
          "a row has log density "
              + largest
              + "; it holds NaN or is farther from every component than numbers of 64 bits reach");
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      double e = StrictMath.exp(logs[c * LANES + p] - largest);
      logs[c * LANES + p] = e;
      sum += e;
    }
    for (int c = 0; c < k; c++) {
      logs[c * LANES + p] *= weight / sum;
    }
    return largest + StrictMath.log(sum);
  }

  private void collect(int c, GaussianSums sums) {
    double here = 0;
    for (int p = 0; p < LANES; p++) {
      lane[p] = logs[c * LANES + p];
      here += lane[p];
    }
    if (here == 0) {
      return;
    }
    sums.weight[c] += here;
    GaussianBlockKernels.centre(columns, model.components().get(c).mean(), centred);
    GaussianBlockKernels.scale(centred, lane, d, scaled);
    GaussianBlockKernels.addSums(scaled, sums.first[c]);
    if (covariance == Covariance.FULL) {
      GaussianBlockKernels.addOuter(scaled, centred, d, tile, sums.second[c]);
    } else {
      GaussianBlockKernels.addDiagonal(scaled, centred, d, sums.second[c]);
    }
  }
}
