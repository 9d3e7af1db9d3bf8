package ouroboros.inference;

import java.util.Comparator;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.SeriesKey;

/**
 * A line of {@code contrasts.csv}: a cell less its baseline.
 *
 * @param key what was measured, in the cell
 * @param baseline the other cell's name
 * @param differences of the pairs with two finite values, paired by replicate; at least one
 */
public record ContrastRow(SeriesKey key, String baseline, Moments differences)
    implements Comparable<ContrastRow> {
  private static final Comparator<ContrastRow> ORDER =
      Comparator.comparing((ContrastRow r) -> r.key.cell(), CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::baseline, CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::key);

  /** Mean of the differences; finite. */
  public double difference() {
    return differences.mean().orElseThrow();
  }

  /** Its 95% t-interval; empty with one pair. */
  public StudentInterval interval() {
    return StudentInterval.of(differences);
  }

  /** Pairs, at least 1. */
  public long replicates() {
    return differences.count();
  }

  @Override
  public int compareTo(ContrastRow other) {
    return ORDER.compare(this, other);
  }
}
