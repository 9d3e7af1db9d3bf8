package ouroboros.metric;

import java.util.OptionalDouble;

/**
 * The prediction of a law for a metric.
 *
 * @param mean expected value over replicates; may be infinite, never NaN
 * @param sd the standard deviation of one replicate according to the law, at least 0; empty if not
 *     known
 */
public record Expectation(double mean, OptionalDouble sd) {
  /** A mean whose standard deviation is not known. */
  public static Expectation of(double mean) {
    return new Expectation(mean, OptionalDouble.empty());
  }

  /** A mean and the standard deviation of one replicate. */
  public static Expectation of(double mean, double sd) {
    return new Expectation(mean, OptionalDouble.of(sd));
  }
}
