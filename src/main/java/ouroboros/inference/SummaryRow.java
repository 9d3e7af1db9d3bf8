package ouroboros.inference;

import ouroboros.metric.SeriesKey;

/**
 * A line of {@code summary.csv}.
 *
 * @param key the measured number
 * @param summary its summary over replicates
 */
public record SummaryRow(SeriesKey key, Summary summary) implements Comparable<SummaryRow> {
  @Override
  public int compareTo(SummaryRow other) {
    return key.compareTo(other.key);
  }
}
