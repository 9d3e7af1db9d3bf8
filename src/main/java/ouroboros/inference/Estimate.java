package ouroboros.inference;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * An expectation as replicates estimate it, and Student's tests of where it lies.
 *
 * <p>t = (mean - margin) / (sd/sqrt(replicates)) with replicates - 1 degrees of freedom: exact for
 * normal values, close where no few replicates carry the mean. With sd 0 the mean is taken as
 * known: p is 0 or 1. Sources: Student (1908), doi:10.1093/biomet/6.1.1; equivalence by two
 * one-sided tests: D. J. Schuirmann (1987), doi:10.1007/BF01068419.
 *
 * @param mean finite
 * @param sd of one replicate, divisor replicates - 1, or an upper bound of it; at least 0
 * @param replicates at least 2
 */
public record Estimate(double mean, double sd, long replicates) {
  /** Of these values; empty below two values or with an infinite one. */
  public static Optional<Estimate> of(Moments values) {
    return values.sd().isPresent()
        ? Optional.of(
            new Estimate(values.mean().orElseThrow(), values.sd().getAsDouble(), values.count()))
        : Optional.empty();
  }

  /** The same with every value less a constant. */
  public Estimate minus(double constant) {
    return new Estimate(mean - constant, sd, replicates);
  }

  /** p of "the expectation is at most {@code margin}": small where it lies above. */
  public double above(double margin) {
    return upperTail(mean - margin);
  }

  /** p of "the expectation is at least {@code margin}": small where it lies below. */
  public double below(double margin) {
    return upperTail(margin - mean);
  }

  /**
   * p of "the expectation lies in [-margin, margin]": small where it lies outside; both tails, at
   * the end of the interval that is nearer.
   */
  public double outside(double margin) {
    double size = Math.abs(mean);
    return Math.min(1, upperTail(size - margin) + upperTail(size + margin));
  }

  /** p of "the expectation lies outside (-margin, margin)": the larger of two one-sided tests. */
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
