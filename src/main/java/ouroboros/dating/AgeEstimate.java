package ouroboros.dating;

import java.util.function.DoublePredicate;

/**
 * The most likely age under {@code mixture}, of which {@code replace} is the case without real
 * text, with its interval.
 *
 * <p>The number of generations is the smallest whose log likelihood is at most half of the
 * inflation below the greatest. If the interval has no upper end, the share is the mean over the
 * numbers of generations, weighted by their likelihood and 1 / k, because the share that fits best
 * grows with k until it settles. The interval holds the ages whose log likelihood is less than 1.92
 * times the inflation below the greatest: a likelihood ratio test, with an inflation because types
 * are not independent.
 *
 * @param age the estimate
 * @param interval ages that are not rejected
 * @param log the greatest log likelihood
 */
public record AgeEstimate(Age age, AgeInterval interval, double log) {
  /** Half of the .95 quantile of chi^2 with one degree of freedom. */
  static final double HALF_QUANTILE = 1.920729;

  /** By how much the log likelihood of the smallest k may be lower, times the inflation. */
  static final double AS_GOOD = .5;

  /** Likelihoods to this power weight the shares of settled texts. */
  private static final double SHARPER = 2;

  /**
   * The estimate from a profile.
   *
   * @param inflation by how much log likelihood ratios are too large
   */
  static AgeEstimate of(AgeLikelihood likelihood, AgeProfile profile, double inflation) {
    double less = HALF_QUANTILE * inflation;
    int first = profile.first(less);
    int last = profile.last(less);
    int k = profile.first(AS_GOOD * inflation);
    double limit = profile.highest() - less;
    double low = 1;
    double high = 0;
    for (int each : new int[] {first, profile.first(0), last}) {
      if (each <= 2) {
        low = 0;
        high = 1;
        continue;
      }
      double best = profile.age(each).realShare();
      DoublePredicate inside = a -> likelihood.at(Age.mixture(each, a)) >= limit;
      low = Math.min(low, end(inside, best, 0));
      high = Math.max(high, end(inside, best, 1));
    }
    AgeInterval interval = new AgeInterval(first, last, low, high);
    double share =
        k > 2 && interval.isSettled() ? settled(profile, inflation) : profile.age(k).realShare();
    return new AgeEstimate(Age.mixture(k, k <= 2 ? 0 : share), interval, profile.highest());
  }

  /** The estimate under {@code accumulate}, where the share follows from k. */
  static AgeEstimate accumulated(AgeProfile profile, double inflation) {
    int first = profile.first(HALF_QUANTILE * inflation);
    int last = profile.last(HALF_QUANTILE * inflation);
    AgeInterval interval =
        new AgeInterval(first, last, profile.age(last).realShare(), profile.age(first).realShare());
    return new AgeEstimate(
        profile.age(profile.first(AS_GOOD * inflation)), interval, profile.highest());
  }

  /** Whether the counts say something about the real share: not for one or two generations. */
  public boolean knowsShare() {
    return age.generations() > 2;
  }

  private static double settled(AgeProfile profile, double inflation) {
    double weights = 0;
    double sum = 0;
    for (int k = 3; k <= AgeLikelihood.DEEPEST; k++) {
      double weight =
          StrictMath.exp((profile.log(k) - profile.highest()) * SHARPER / inflation) / k;
      weights += weight;
      sum += weight * profile.age(k).realShare();
    }
    return sum / weights;
  }

  /** The end of the interval between a share inside it and 0 or 1, by bisection. */
  private static double end(DoublePredicate inside, double from, double to) {
    if (inside.test(to)) {
      return to;
    }
    double in = from;
    double out = to;
    while (Math.abs(in - out) > 1e-5) {
      double middle = (in + out) / 2;
      if (inside.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return (in + out) / 2;
  }
}
