package ouroboros.inference;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * mean -+ t sd/sqrt(count), t the .975 quantile of Student's t with count - 1 degrees of freedom:
 * the 95% interval for the expectation, exact for normal values.
 *
 * <p>If sd = 0, both ends are the mean. Source: Student (1908), doi:10.1093/biomet/6.1.1.
 *
 * @param low lower end; empty for fewer than two values or with an infinite one
 * @param high upper end; empty in the same cases
 */
public record StudentInterval(OptionalDouble low, OptionalDouble high) {
  private static final Map<Long, Double> QUANTILES = new ConcurrentHashMap<>();

  /** The interval of these values. */
  public static StudentInterval of(Moments values) {
    return of(values, 1 / Math.sqrt((double) values.count()));
  }

  /** The interval that contains one more value with probability .95: half t sd sqrt(1 + 1/n). */
  static StudentInterval ofOneMore(Moments values) {
    return of(values, Math.sqrt(1 + 1 / (double) values.count()));
  }

  private static StudentInterval of(Moments values, double sds) {
    if (values.sd().isEmpty() || values.mean().isEmpty()) {
      return new StudentInterval(OptionalDouble.empty(), OptionalDouble.empty());
    }
    double mean = values.mean().getAsDouble();
    double half = quantile(values.count() - 1) * (values.sd().getAsDouble() * sds);
    return new StudentInterval(OptionalDouble.of(mean - half), OptionalDouble.of(mean + half));
  }

  /** The .975 quantile for {@code degrees >= 1} degrees of freedom, with an error below 1e-9. */
  static double quantile(long degrees) {
    return QUANTILES.computeIfAbsent(
        degrees, d -> new TDistribution(null, d, 1e-12).inverseCumulativeProbability(0.975));
  }
}
