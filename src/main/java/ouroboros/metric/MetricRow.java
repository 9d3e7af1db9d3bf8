package ouroboros.metric;

import java.util.Comparator;

/**
 * A line of {@code metrics.csv}.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of S_g, T_g or M_g
 * @param metric name with n written out
 * @param subject what it describes
 * @param scope {@code all}, {@code stratum=X}, ..
 * @param value never NaN
 */
public record MetricRow(
    String cell,
    int replicate,
    int generation,
    String metric,
    Subject subject,
    String scope,
    double value)
    implements Comparable<MetricRow> {
  private static final Comparator<MetricRow> ORDER =
      Comparator.comparing(MetricRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(MetricRow::replicate)
          .thenComparingInt(MetricRow::generation)
          .thenComparing(MetricRow::metric, CodePointOrder.INSTANCE)
          .thenComparing(MetricRow::subject)
          .thenComparing(MetricRow::scope, CodePointOrder.INSTANCE);

  /** A measurement of one lineage and generation. */
  public static MetricRow of(String cell, int replicate, int generation, Measurement m) {
    return new MetricRow(
        cell, replicate, generation, m.metric(), m.subject(), m.scope(), m.value());
  }

  /** The key columns without the replicate. */
  public SeriesKey key() {
    return new SeriesKey(cell, generation, metric, subject, scope);
  }

  /** Orders rows by the key columns: texts by UTF-8 bytes, numbers by value. */
  @Override
  public int compareTo(MetricRow other) {
    return ORDER.compare(this, other);
  }
}
