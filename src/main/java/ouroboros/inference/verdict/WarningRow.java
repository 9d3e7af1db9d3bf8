package ouroboros.inference.verdict;

import java.util.OptionalDouble;
import ouroboros.metric.SeriesKey;

/**
 * A line of {@code warnings.csv}: a mean that a few replicates carry.
 *
 * @param key what was measured
 * @param mean over the replicates, infinite if a value is
 * @param replicates that have a value
 * @param effective replicates that the mean is made of, as it were: {@link
 *     ouroboros.inference.HeavyTail}; 0 where a value is infinite
 * @param median to be read instead; empty where values were not kept
 * @param geometric exp of the mean logarithm; 0 if a value is; empty where values were not kept
 */
public record WarningRow(
    SeriesKey key,
    double mean,
    long replicates,
    double effective,
    OptionalDouble median,
    OptionalDouble geometric)
    implements Comparable<WarningRow> {
  @Override
  public int compareTo(WarningRow other) {
    return key.compareTo(other.key);
  }
}
