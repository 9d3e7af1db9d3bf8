package ouroboros.inference.verdict;

import java.util.OptionalDouble;
import ouroboros.metric.SeriesKey;

/**
 * A line of {@code warnings.csv}: a mean that is dominated by a few replicates.
 *
 * @param key the measured number
 * @param mean mean over the replicates; infinite if a value is infinite
 * @param replicates number of replicates that have a value
 * @param effective effective number of replicates in the mean, see {@link
 *     ouroboros.inference.HeavyTail}; 0 if a value is infinite
 * @param median the median, to be read instead of the mean; empty if single values were not kept
 * @param geometric geometric mean, exp of the mean logarithm; 0 if a value is 0; empty if single
 *     values were not kept
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
