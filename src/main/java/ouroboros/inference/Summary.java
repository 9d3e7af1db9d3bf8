package ouroboros.inference;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import ouroboros.metric.Expectation;

/**
 * A metric over replicates, with the prediction of its law.
 *
 * @param mean infinite if a value is infinite; empty if infinities of both signs occur
 * @param sd standard deviation with divisor replicates - 1; empty for fewer than two values or with
 *     an infinite one
 * @param replicates how many replicates have a value, at least 1
 * @param interval the 95% t-interval of the mean
 * @param expected the law's value; empty if there is no law
 * @param z (mean - expected) / (sd/sqrt(replicates)). The sd is that of the law if it is known,
 *     else that of the values; in the second case z is a t statistic with replicates - 1 degrees of
 *     freedom. Empty without a law, if that sd is undefined or 0 (at most 1e-12 of the mean), and
 *     if mean or expected is infinite
 * @param degrees degrees of freedom if z is a t statistic; empty if the law's own sd is used or
 *     there is no z
 */
public record Summary(
    OptionalDouble mean,
    OptionalDouble sd,
    long replicates,
    StudentInterval interval,
    OptionalDouble expected,
    OptionalDouble z,
    OptionalLong degrees) {

  private static final double ROUNDING = 1e-12;

  /** The summary of at least one value. */
  public static Summary of(Moments values, Optional<Expectation> law) {
    OptionalDouble z = law.map(l -> z(values, l)).orElse(OptionalDouble.empty());
    boolean isStudent = z.isPresent() && law.orElseThrow().sd().isEmpty();
    return new Summary(
        values.mean(),
        values.sd(),
        values.count(),
        StudentInterval.of(values),
        law.map(l -> OptionalDouble.of(l.mean())).orElse(OptionalDouble.empty()),
        z,
        isStudent ? OptionalLong.of(values.count() - 1) : OptionalLong.empty());
  }

  private static OptionalDouble z(Moments values, Expectation law) {
    OptionalDouble sd = law.sd().isPresent() ? law.sd() : values.sd();
    if (sd.isEmpty() || values.mean().isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!(sd.getAsDouble() > ROUNDING * Math.abs(values.mean().getAsDouble()))) {
      return OptionalDouble.empty();
    }
    double z =
        (values.mean().getAsDouble() - law.mean())
            / (sd.getAsDouble() / Math.sqrt((double) values.count()));
    return Double.isFinite(z) ? OptionalDouble.of(z) : OptionalDouble.empty();
  }
}
