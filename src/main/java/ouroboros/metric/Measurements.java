package ouroboros.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects measurements in the order made, and counts what was undefined. Not thread-safe. */
public final class Measurements {
  private final List<Measurement> rows = new ArrayList<>();
  private final SortedMap<String, Long> undefined = new TreeMap<>();

  /** One number of a metric that has no n; NaN means undefined: no row, but counted. */
  public void add(Metric metric, Subject subject, String scope, double value) {
    add(metric.id(), subject, scope, value);
  }

  /** One number at an n. */
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

  /** The defined ones. */
  public List<Measurement> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** How often each metric was undefined, by name. */
  public SortedMap<String, Long> undefined() {
    return Collections.unmodifiableSortedMap(undefined);
  }
}
