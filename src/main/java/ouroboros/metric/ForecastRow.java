package ouroboros.metric;

/**
 * A line of {@code forecast.csv}.
 *
 * @param key identifies the number
 * @param expected the prediction of its law; may be infinite
 */
public record ForecastRow(SeriesKey key, double expected) implements Comparable<ForecastRow> {
  @Override
  public int compareTo(ForecastRow other) {
    return key.compareTo(other.key);
  }
}
