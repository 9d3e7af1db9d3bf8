package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * A Gaussian mixture as a whole: {@link PoolingLaw} with V0 = trace of the truth's total covariance
 * / d. The total includes the variance between components and inside them.
 *
 * <p>After a step of expectation maximisation the mixture has the mean and the covariance of its
 * points, for any responsibilities: sum_k w_k m_k = mean, sum_k w_k (C_k + m_k m_k^T) = mean of x
 * x^T. So a mixture fitted by EM pools draws like one Gaussian with divisor n, under every policy.
 * (The variance floor, which keeps components from collapsing to single points, is too small to
 * have a visible effect.) There is no law for how mass and variance are distributed over the
 * components. [Derived for this project, checked by simulation.]
 */
final class GaussianMixtureLaws implements TruthLaws {
  private final double variance;
  private final Optional<PoolingLaw> pooling;

  GaussianMixtureLaws(TruthCell cell, TruthSpec.GaussianMixture family) {
    variance = variance(family);
    pooling = PoolingLaw.of(cell.policy(), cell.stock(), cell.generations());
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    if (!measure.scope().equals("all")) {
      return Optional.empty();
    }
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    return switch (measure.metric()) {
      case "squared-mean" -> state.map(s -> Expectation.of(variance * s.error()));
      case "variance" -> state.map(s -> Expectation.of(variance * s.diversity()));
      case "second-moment" -> state.map(s -> Expectation.of(variance * s.secondMoment()));
      default -> Optional.empty();
    };
  }

  /** Total variance of the truth, per coordinate. */
  private static double variance(TruthSpec.GaussianMixture truth) {
    double sum = 0;
    double weights = 0;
    double[] mean = new double[truth.dimension()];
    for (int k = 0; k < truth.weights().size(); k++) {
      double weight = truth.weights().get(k);
      List<Double> middle = truth.means().get(k);
      weights += weight;
      for (int a = 0; a < mean.length; a++) {
        mean[a] += weight * middle.get(a);
        double square = middle.get(a) * middle.get(a);
        sum += weight * (truth.covariances().get(k).get(a).get(a) + square);
      }
    }
    double squaredMean = 0;
    for (double m : mean) {
      squaredMean += m / weights * (m / weights);
    }
    return (sum / weights - squaredMean) / mean.length;
  }
}
