package ouroboros.metric;

/**
 * A line of {@code forecast.csv}.
 *
 * @param key of the number
 * @param expected what its law says; may be infinite
 */
public record ForecastRow(SeriesKey key, double expected) implements Comparable<ForecastRow> {
  @Override
  public int compareTo(ForecastRow other) {
    return key.compareTo(other.key);
  }
}
