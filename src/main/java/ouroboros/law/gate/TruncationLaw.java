package ouroboros.law.gate;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a critic with two limits leaves of a normal distribution. Example: the middle share .9 has
 * the variance .623015, so with limits that move with the model .0088 of the variance is left after
 * ten generations. Derived for this project: moments of a truncated normal distribution.
 *
 * @param kept share that passes
 * @param mean of what passes
 * @param variance of what passes
 */
public record TruncationLaw(double kept, double mean, double variance) {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** The middle share q of a standard normal distribution. */
  public static TruncationLaw middle(double share) {
    double limit = quantile(.5 + share / 2);
    return between(-limit, limit, 0);
  }

  /** The value below which this share of a standard normal distribution is. */
  public static double quantile(double share) {
    if (share <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return share >= 1 ? Double.POSITIVE_INFINITY : NORMAL.inverseCumulativeProbability(share);
  }

  /**
   * What is between two limits of a standard normal distribution.
   *
   * @param noise probability that the decision is the opposite
   */
  public static TruncationLaw between(double low, double high, double noise) {
    double inside = NORMAL.cumulativeProbability(high) - NORMAL.cumulativeProbability(low);
    double first = density(low) - density(high);
    double second = inside + product(low) - product(high);
    double weight = 1 - 2 * noise;
    double kept = weight * inside + noise;
    double mean = weight * first / kept;
    return new TruncationLaw(kept, mean, (weight * second + noise) / kept - mean * mean);
  }

  private static double density(double x) {
    return Double.isInfinite(x)
        ? 0
        : StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
  }

  private static double product(double x) {
    return Double.isInfinite(x) ? 0 : x * density(x);
  }
}
