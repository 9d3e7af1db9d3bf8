package ouroboros.law.gate;

import org.apache.commons.math3.special.Gamma;

/**
 * A detector with errors on a pool of real and synthetic units. Example: a share .9 is synthetic,
 * the recall is .9, the false alarm .05; then .185 of the pool is kept, and .486 of what is kept is
 * synthetic.
 *
 * <p>With {@code redraw} T_g is a {@code mixture} of the new synthetic share; with {@code shrink}
 * it is also smaller. With D as in {@link ouroboros.law.PoolingLaw}: at n = 1000, n D* is 5.240815
 * without a detector, 1.309642 with {@code redraw}, and 7.100893 with {@code shrink}: to throw away
 * without drawing again hurts. Derived for this project, checked by simulation.
 *
 * @param kept share of the pool that is kept
 * @param contamination synthetic share of what is kept
 */
public record DetectorLaw(double kept, double contamination) {
  /** Standard deviations from the mean beyond which a binomial has no weight. */
  private static final double FAR = 40;

  /**
   * The law of a detector, or of any gate that keeps synthetic and real units with these
   * probabilities.
   *
   * @param synthetic share of the pool before it
   * @param keptSynthetic probability that a synthetic unit is kept: 1 - recall
   * @param keptReal probability that a real unit is kept: 1 - false alarm
   */
  public static DetectorLaw of(double synthetic, double keptSynthetic, double keptReal) {
    double fromModel = synthetic * keptSynthetic;
    double kept = fromModel + (1 - synthetic) * keptReal;
    return new DetectorLaw(kept, fromModel / kept);
  }

  /**
   * D after infinitely many fits of a mixture.
   *
   * @param reciprocal E(1/N), N the number of units of T_g
   */
  public static double limit(double reciprocal, double synthetic) {
    return reciprocal / (1 - synthetic * synthetic * (1 - reciprocal));
  }

  /** E(1/N) where N units of n are kept, each with probability {@code kept}, given that N >= 1. */
  public static double reciprocal(long n, double kept) {
    if (kept >= 1) {
      return 1.0 / n;
    }
    double mean = n * kept;
    double far = FAR * (1 + StrictMath.sqrt(mean * (1 - kept)));
    long from = Math.max(1, (long) (mean - far));
    long to = Math.min(n, (long) (mean + far));
    double log = StrictMath.log(kept);
    double logDropped = StrictMath.log1p(-kept);
    double all = 0;
    double sum = 0;
    for (long x = from; x <= to; x++) {
      double choose =
          Gamma.logGamma(n + 1.0) - Gamma.logGamma(x + 1.0) - Gamma.logGamma(n - x + 1.0);
      double p = StrictMath.exp(choose + x * log + (n - x) * logDropped);
      all += p;
      sum += p / x;
    }
    return sum / all;
  }
}
