package ouroboros.metric;

import java.util.Comparator;

/**
 * The key that all replicates of one number share: the key columns of {@code summary.csv}, in their
 * order.
 *
 * @param cell the cell's name
 * @param generation g
 * @param metric name with n written out
 * @param subject what it describes
 * @param scope {@code all}, {@code stratum=X}, ..
 */
public record SeriesKey(String cell, int generation, String metric, Subject subject, String scope)
    implements Comparable<SeriesKey> {
  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(SeriesKey::generation)
          .thenComparing(SeriesKey::metric, CodePointOrder.INSTANCE)
          .thenComparing(SeriesKey::subject)
          .thenComparing(SeriesKey::scope, CodePointOrder.INSTANCE);

  /** The key of the same number in another cell. */
  public SeriesKey in(String otherCell) {
    return new SeriesKey(otherCell, generation, metric, subject, scope);
  }

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
