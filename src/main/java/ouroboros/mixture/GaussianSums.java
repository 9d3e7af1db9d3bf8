package ouroboros.mixture;

import java.io.Serializable;

/**
 * What a block gives to the next model: for every component the weight of the rows that belong to
 * it and their moments about its mean, weighted by responsibility.
 */
final class GaussianSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sum of weight x log density of the rows, nats. */
  double logLikelihood;

  /** Sum of the rows' weights. */
  double total;

  /** [k] */
  final double[] weight;

  /** [k, d] */
  final double[][] first;

  /** [k, d, d], lower */
  final double[][] second;

  GaussianSums(int k, int d) {
    weight = new double[k];
    first = new double[k][d];
    second = new double[k][d * d];
  }

  /** Adds those of the next block. */
  void add(GaussianSums next) {
    logLikelihood += next.logLikelihood;
    total += next.total;
    for (int k = 0; k < weight.length; k++) {
      weight[k] += next.weight[k];
      add(first[k], next.first[k]);
      add(second[k], next.second[k]);
    }
  }

  private static void add(double[] to, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
