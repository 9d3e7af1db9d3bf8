package ouroboros.inference;

import java.util.Comparator;
import java.util.OptionalDouble;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.SeriesKey;

/**
 * A line of {@code contrasts.csv}: the value of a cell minus that of its baseline.
 *
 * @param key the measured number, in the cell
 * @param baseline name of the baseline cell
 * @param differences differences of the pairs (same replicate) in which both values are finite; at
 *     least one pair
 * @param spread the standard deviation behind {@link #detectable}; see {@link PooledSpread}
 */
public record ContrastRow(
    SeriesKey key, String baseline, Moments differences, OptionalDouble spread)
    implements Comparable<ContrastRow> {
  private static final Comparator<ContrastRow> ORDER =
      Comparator.comparing((ContrastRow r) -> r.key.cell(), CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::baseline, CodePointOrder.INSTANCE)
          .thenComparing(ContrastRow::key);

  /** A row that knows no other generations. */
  public ContrastRow(SeriesKey key, String baseline, Moments differences) {
    this(key, baseline, differences, differences.sd());
  }

  /** Mean of the differences; always finite. */
  public double difference() {
    return differences.mean().orElseThrow();
  }

  /** The 95% t-interval of the mean difference; empty with one pair. */
  public StudentInterval interval() {
    return StudentInterval.of(differences);
  }

  /**
   * The smallest difference that 80% of repetitions would find; see {@link SmallestDifference#of}.
   */
  public OptionalDouble detectable() {
    return SmallestDifference.of(differences, spread);
  }

  /** Number of pairs, at least 1. */
  public long replicates() {
    return differences.count();
  }

  @Override
  public int compareTo(ContrastRow other) {
    return ORDER.compare(this, other);
  }
}
