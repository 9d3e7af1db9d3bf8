package ouroboros.inference;

import java.util.Optional;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;

/**
 * n_e = (sum x)^2 / sum x^2: the effective number of values in a mean. It is n if all n values are
 * equal, and 1 if a single value is not 0.
 *
 * <p>The mean is said to be dominated by a few replicates if n_e is below 2 or below n/10. An
 * exponential distribution, the boundary to heavy tails, has n_e of about n/2; samples of it cause
 * the warning with probability .056 at n = 5, .0023 at n = 8 and less than 3e-4 from n = 10 on
 * (measured with 10^6 samples each). There is no warning with fewer than {@link #LEAST} values.
 * Sources: the effective sample size of L. Kish (1965), Survey Sampling; as a warning before a
 * weighted mean: A. Kong, J. S. Liu, W. H. Wong (1994), doi:10.1080/01621459.1994.10476469.
 *
 * @param effective n_e
 * @param replicates n
 */
public record HeavyTail(double effective, long replicates) {
  /** The smallest number of values for which a warning is possible. */
  public static final int LEAST = 5;

  private static final double FEW = 2;
  private static final double SHARE = 0.1;

  /**
   * The warning for these values, if there is one; none if a value is infinite or all are 0.
   *
   * @param metric the metric of the values; metrics that can be negative get no warning, nor do
   *     indicators, whose mean is a probability
   */
  public static Optional<HeavyTail> of(String metric, Summary values) {
    if (values.replicates() < LEAST || values.sd().isEmpty() || !isAmount(metric)) {
      return Optional.empty();
    }
    double n = (double) values.replicates();
    double mean = values.mean().orElseThrow();
    double sd = values.sd().getAsDouble();
    double effective = n * mean * mean / (mean * mean + sd * sd * ((n - 1) / n));
    return effective < Math.max(FEW, SHARE * n)
        ? Optional.of(new HeavyTail(effective, values.replicates()))
        : Optional.empty();
  }

  /** Whether the metric is an amount: never negative, and not an indicator (0 or 1). */
  public static boolean isAmount(String metric) {
    return MetricCatalogue.named(metric)
        .map(Metric::description)
        .filter(about -> !about.range().startsWith("-") && !about.unit().equals("indicator"))
        .isPresent();
  }
}
