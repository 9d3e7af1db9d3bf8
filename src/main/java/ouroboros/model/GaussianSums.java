package ouroboros.model;

import java.io.Serializable;

/**
 * The result of an expectation step of a Gaussian mixture. For every component: the weight of the
 * points that belong to it, and their moments about its mean, weighted by responsibility. Here k is
 * the number of components and d the dimension.
 */
public final class GaussianSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sum of weight x log density of the points, nats. */
  public double logLikelihood;

  /** Sum of the points' weights. */
  public double total;

  /** [k] */
  public final double[] weight;

  /** [k, d] */
  public final double[][] first;

  /** [k, d, d], lower */
  public final double[][] second;

  /** All 0. */
  public GaussianSums(int k, int d) {
    weight = new double[k];
    first = new double[k][d];
    second = new double[k][d * d];
  }

  /** Mean log density of the points, nats a point; NaN without points. */
  public double meanLogLikelihood() {
    return logLikelihood / total;
  }

  /** Adds those of the next block. */
  public void add(GaussianSums next) {
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
