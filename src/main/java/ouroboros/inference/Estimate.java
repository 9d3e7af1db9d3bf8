package ouroboros.inference;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * An expectation estimated from replicates, and Student's t tests that compare it with a margin.
 *
 * <p>t = (mean - margin) / (sd/sqrt(replicates)) with replicates - 1 degrees of freedom: exact for
 * normal values, a good approximation unless a few replicates dominate the mean. With sd 0 the mean
 * is treated as known exactly: p is 0 or 1. Sources: Student (1908), doi:10.1093/biomet/6.1.1;
 * equivalence by two one-sided tests: D. J. Schuirmann (1987), doi:10.1007/BF01068419.
 *
 * @param mean finite
 * @param sd standard deviation of one replicate (divisor replicates - 1), or an upper bound of it;
 *     at least 0
 * @param replicates at least 2
 */
public record Estimate(double mean, double sd, long replicates) {
  /** The estimate from these values; empty for fewer than two values or with an infinite one. */
  public static Optional<Estimate> of(Moments values) {
    return values.sd().isPresent()
        ? Optional.of(
            new Estimate(values.mean().orElseThrow(), values.sd().getAsDouble(), values.count()))
        : Optional.empty();
  }

  /** The estimate after a constant is subtracted from every value. */
  public Estimate minus(double constant) {
    return new Estimate(mean - constant, sd, replicates);
  }

  /**
   * p-value of the hypothesis "the expectation is at most {@code margin}"; small if the expectation
   * is above it.
   */
  public double above(double margin) {
    return upperTail(mean - margin);
  }

  /**
   * p-value of the hypothesis "the expectation is at least {@code margin}"; small if the
   * expectation is below it.
   */
  public double below(double margin) {
    return upperTail(margin - mean);
  }

  /**
   * p-value of the hypothesis "the expectation is in [-margin, margin]"; small if it is outside. It
   * is the sum of both tails, computed at the end of the interval that is closer to the mean.
   */
  public double outside(double margin) {
    double size = Math.abs(mean);
    return Math.min(1, upperTail(size - margin) + upperTail(size + margin));
  }

  /**
   * p-value of the hypothesis "the expectation is outside (-margin, margin)": the larger p-value of
   * two one-sided tests.
   */
  public double inside(double margin) {
    return Math.max(below(margin), above(-margin));
  }

  private double upperTail(double distance) {
    if (sd == 0) {
      return distance > 0 ? 0 : 1;
    }
    double t = distance / (sd / Math.sqrt((double) replicates));
    return new TDistribution(null, (double) replicates - 1).cumulativeProbability(-t);
  }
}
