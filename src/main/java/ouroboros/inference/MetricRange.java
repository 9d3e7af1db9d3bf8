package ouroboros.inference;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ouroboros.metric.Description;
import ouroboros.metric.MetricCatalogue;

/**
 * The lowest and the highest value of a metric, from the catalogue: 0 and 1 for a share. An
 * interval is cut to it; this changes no coverage, because no expectation is outside.
 *
 * @param low lowest value; -Infinity where the catalogue names no number
 * @param high highest value; Infinity where the catalogue names no number
 */
record MetricRange(double low, double high) {
  private static final MetricRange ANY =
      new MetricRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final Set<String> SHARES = Set.of("share", "probability", "indicator");
  private static final Map<String, MetricRange> KNOWN = new ConcurrentHashMap<>();

  /** The range of a metric in a table; every number for a metric that is not in the catalogue. */
  static MetricRange of(String metric) {
    return KNOWN.computeIfAbsent(
        metric,
        name -> MetricCatalogue.named(name).map(m -> MetricRange.of(m.description())).orElse(ANY));
  }

  private static MetricRange of(Description described) {
    MetricRange most = SHARES.contains(described.unit()) ? new MetricRange(0, 1) : ANY;
    String[] ends = described.range().split("\\.\\.", 2);
    return new MetricRange(
        number(ends[0], most.low), ends.length < 2 ? most.high : number(ends[1], most.high));
  }

  private static double number(String text, double otherwise) {
    String bare = text.strip();
    return bare.matches("-?[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(bare) : otherwise;
  }

  /** The nearest value in the range. */
  double cut(double value) {
    return Math.max(low, Math.min(high, value));
  }

  /** The interval without what is outside the range. */
  StudentInterval cut(StudentInterval interval) {
    return new StudentInterval(cut(interval.low()), cut(interval.high()));
  }

  private OptionalDouble cut(OptionalDouble end) {
    return end.isPresent() ? OptionalDouble.of(cut(end.getAsDouble())) : end;
  }
}
