package ouroboros.inference.verdict;

import java.util.Set;
import ouroboros.metric.MetricCatalogue;

/**
 * From which difference to a baseline on a change of a metric matters: 0.01 for shares,
 * probabilities and other numbers without a unit, 0.05 for bits and nats, a twentieth of the
 * baseline's mean for everything else. The unit is the catalogue's.
 */
final class PracticalMargin {
  private static final Set<String> PURE =
      Set.of("share", "probability", "indicator", "ratio", "none");
  private static final Set<String> LOGARITHMIC = Set.of("bits", "nats");
  private static final double OF_PURE = 0.01;
  private static final double OF_LOGARITHMS = 0.05;
  private static final double RELATIVE = 0.05;

  private PracticalMargin() {}

  /** The margin of a metric; relative to the baseline where the catalogue does not know it. */
  static double of(String metric, double baseline) {
    String unit = MetricCatalogue.named(metric).map(m -> m.description().unit()).orElse("");
    if (PURE.contains(unit)) {
      return OF_PURE;
    }
    return LOGARITHMIC.contains(unit) ? OF_LOGARITHMS : RELATIVE * Math.abs(baseline);
  }
}
