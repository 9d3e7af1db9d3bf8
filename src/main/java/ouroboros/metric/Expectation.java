package ouroboros.metric;

import java.util.OptionalDouble;

/**
 * What a law predicts of a metric.
 *
 * @param mean expected value over replicates; may be infinite, never NaN
 * @param sd the law's own standard deviation of one replicate, at least 0; empty: not known
 */
public record Expectation(double mean, OptionalDouble sd) {
  /** A mean whose spread is not known. */
  public static Expectation of(double mean) {
    return new Expectation(mean, OptionalDouble.empty());
  }

  /** A mean with the spread of one replicate. */
  public static Expectation of(double mean, double sd) {
    return new Expectation(mean, OptionalDouble.of(sd));
  }
}
