package ouroboros.safeguard.watch;

import java.io.Serializable;
import java.util.List;

/**
 * Where a metric is without any change: the mean and the standard deviation that a chart compares
 * with.
 *
 * @param mean NaN where nothing is known
 * @param sd with n - 1 in the denominator; NaN where nothing is known
 */
public record ChartCenter(double mean, double sd) implements Serializable {
  /** Nothing is known; enough for a chart with a fixed limit in the units of the metric. */
  public static final ChartCenter UNKNOWN = new ChartCenter(Double.NaN, Double.NaN);

  /** Mean and standard deviation of at least two values, added in their order. */
  public static ChartCenter of(List<Double> values) {
    return of(values.stream().mapToDouble(value -> value).toArray(), 0, values.size());
  }

  /** The same of the values from {@code start} to {@code end - 1}. */
  static ChartCenter of(double[] values, int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += values[i];
    }
    double mean = sum / (end - start);
    double squares = 0;
    for (int i = start; i < end; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new ChartCenter(mean, StrictMath.sqrt(squares / (end - start - 1)));
  }

  /**
   * The distance of a value from the mean in standard deviations. Where all values of the reference
   * were equal, any other value is infinitely far.
   */
  double standardised(double value) {
    return value == mean ? 0 : (value - mean) / sd;
  }
}
