package ouroboros.metric;

import java.util.Comparator;

/**
 * A line of {@code contrasts.csv}: a cell less its baseline.
 *
 * @param key what was measured, in the cell
 * @param baseline the other cell's name
 * @param difference mean of the differences of the pairs, paired by replicate; finite
 * @param interval its 95% t-interval; empty with one pair
 * @param replicates pairs with two finite values, at least 1
 */
public record ContrastRow(
    SeriesKey key, String baseline, double difference, StudentInterval interval, long replicates)
    implements Comparable<ContrastRow> {
  private static final Comparator<ContrastRow> ORDER =
      Comparator.comparing((ContrastRow r) -> r.key.cell(), CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::baseline, CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::key);

  @Override
  public int compareTo(ContrastRow other) {
    return ORDER.compare(this, other);
  }
}
