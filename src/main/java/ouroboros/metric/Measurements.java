package ouroboros.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects measurements in the order in which they are added, and counts undefined values. Not
 * thread-safe.
 */
public final class Measurements {
  private final List<Measurement> rows = new ArrayList<>();
  private final SortedMap<String, Long> undefined = new TreeMap<>();

  /**
   * Adds a value of a metric that has no n. NaN means undefined: it gives no row, but it is
   * counted.
   */
  public void add(Metric metric, Subject subject, String scope, double value) {
    add(metric.id(), subject, scope, value);
  }

  /** Adds a value of a metric for one n. */
  public void add(Metric metric, int n, Subject subject, String scope, double value) {
    add(metric.written(n), subject, scope, value);
  }

  private void add(String metric, Subject subject, String scope, double value) {
    if (Double.isNaN(value)) {
      undefined.merge(metric, 1L, Long::sum);
    } else {
      rows.add(new Measurement(metric, subject, scope, value));
    }
  }

  /** The measurements, without the undefined ones. */
  public List<Measurement> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** How often each metric was undefined, by metric name. */
  public SortedMap<String, Long> undefined() {
    return Collections.unmodifiableSortedMap(undefined);
  }
}
