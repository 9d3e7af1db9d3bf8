package ouroboros.inference;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import ouroboros.metric.Expectation;

/**
 * A metric over replicates, with the prediction of its law.
 *
 * @param mean infinite if a value is infinite; empty if infinities of both signs occur
 * @param sd standard deviation with divisor replicates - 1; empty for fewer than two values or with
 *     an infinite one
 * @param replicates how many replicates have a value, at least 1
 * @param interval the 95% t-interval of the mean, cut to the range of the metric
 * @param expected the law's value; empty if there is no law
 * @param z (mean - expected) / (sd/sqrt(replicates)). The sd is that of the law if it is known,
 *     else that of {@link PooledSpread}; in the second case z is a t statistic with replicates - 1
 *     degrees of freedom. Empty without a law, if the sd of the law or of the values is undefined
 *     or 0 (at most 1e-12 of the mean), and if mean or expected is infinite
 * @param degrees degrees of freedom if z is a t statistic; empty if the law's own sd is used or
 *     there is no z
 * @param p probability of a |z| that is at least as large if the law is right: Student's t with
 *     these degrees of freedom, normal where they are empty; empty if there is no z
 */
public record Summary(
    OptionalDouble mean,
    OptionalDouble sd,
    long replicates,
    StudentInterval interval,
    OptionalDouble expected,
    OptionalDouble z,
    OptionalLong degrees,
    OptionalDouble p) {

  private static final double ROUNDING = 1e-12;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** The summary of at least one value, without other generations and without a range. */
  public static Summary of(Moments values, Optional<Expectation> law) {
    return of("", values, law, values.sd());
  }

  /**
   * The summary of at least one value.
   *
   * @param metric the interval is cut to its range
   * @param spread the standard deviation that z is computed with if the law has none
   */
  static Summary of(
      String metric, Moments values, Optional<Expectation> law, OptionalDouble spread) {
    OptionalDouble z = law.map(l -> z(values, l, spread)).orElse(OptionalDouble.empty());
    boolean isStudent = z.isPresent() && law.orElseThrow().sd().isEmpty();
    OptionalLong degrees = isStudent ? OptionalLong.of(values.count() - 1) : OptionalLong.empty();
    return new Summary(
        values.mean(),
        values.sd(),
        values.count(),
        MetricRange.of(metric).cut(StudentInterval.of(values)),
        law.map(l -> OptionalDouble.of(l.mean())).orElse(OptionalDouble.empty()),
        z,
        degrees,
        z.isPresent() ? OptionalDouble.of(p(z.getAsDouble(), degrees)) : z);
  }

  /** Whether a standard deviation is more than rounding. */
  static boolean isSpread(OptionalDouble sd, OptionalDouble mean) {
    return sd.isPresent()
        && mean.isPresent()
        && sd.getAsDouble() > ROUNDING * Math.abs(mean.getAsDouble());
  }

  private static OptionalDouble z(Moments values, Expectation law, OptionalDouble spread) {
    boolean known = law.sd().isPresent();
    if (!isSpread(known ? law.sd() : values.sd(), values.mean())) {
      return OptionalDouble.empty();
    }
    double sd = (known ? law.sd() : spread).orElseThrow();
    double z =
        (values.mean().orElseThrow() - law.mean()) / (sd / Math.sqrt((double) values.count()));
    return Double.isFinite(z) ? OptionalDouble.of(z) : OptionalDouble.empty();
  }

  private static double p(double z, OptionalLong degrees) {
    double below =
        degrees.isPresent()
            ? new TDistribution(null, (double) degrees.getAsLong())
                .cumulativeProbability(-Math.abs(z))
            : NORMAL.cumulativeProbability(-Math.abs(z));
    return Math.min(1, 2 * below);
  }
}
