package ouroboros.law;

import java.util.List;
import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * A mixture as a whole: {@link PoolingLaw} with V0 = trace of the truth's covariance / d, between
 * components and within them.
 *
 * <p>A step of expectation maximisation gives the mixture the mean and the covariance of its
 * points, whatever the responsibilities were: sum_k w_k m_k = mean, sum_k w_k (C_k + m_k m_k') =
 * mean of x x'. So any mixture fitted by it pools draws as one Gaussian with divisor n does, under
 * every policy; the least variance that keeps components apart from points is far below what can be
 * seen. How mass and variance spread over the components has no law. [Derived for this project,
 * checked by simulation.]
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

  /** Of the truth, per coordinate. */
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
