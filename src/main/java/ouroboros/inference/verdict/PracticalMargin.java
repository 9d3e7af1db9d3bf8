package ouroboros.inference.verdict;

import java.util.Set;
import ouroboros.metric.MetricCatalogue;

/**
 * The smallest difference from a baseline that matters in practice: 0.01 for shares, probabilities
 * and other numbers without a unit, 0.05 for bits and nats, 5% of the baseline's mean for all other
 * units. The unit of a metric is taken from the catalogue.
 */
final class PracticalMargin {
  private static final Set<String> PURE =
      Set.of("share", "probability", "indicator", "ratio", "none");
  private static final Set<String> LOGARITHMIC = Set.of("bits", "nats");
  private static final double OF_PURE = 0.01;
  private static final double OF_LOGARITHMS = 0.05;
  private static final double RELATIVE = 0.05;

  private PracticalMargin() {}

  /** The margin of a metric; relative to the baseline if the metric is not in the catalogue. */
  static double of(String metric, double baseline) {
    String unit = MetricCatalogue.named(metric).map(m -> m.description().unit()).orElse("");
    if (PURE.contains(unit)) {
      return OF_PURE;
    }
    return LOGARITHMIC.contains(unit) ? OF_LOGARITHMS : RELATIVE * Math.abs(baseline);
  }
}
