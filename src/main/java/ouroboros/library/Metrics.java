package ouroboros.library;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import ouroboros.inference.Comparison;
import ouroboros.spark.ExternalSpec;
import ouroboros.spark.MeasureRun;
import ouroboros.spark.Session;

/**
 * What one text has lost of another, whoever wrote them.
 *
 * <pre>{@code
 * Metrics found = Metrics.between(human, generated);
 * double kept = found.value("vocabulary-retention");
 * }</pre>
 */
public final class Metrics {
  /** n-grams up to this n are measured. */
  private static final int ORDER = 3;

  private static final long SEED = 1;
  private static final String ALL = "all";

  private final List<Value> values;

  private Metrics(List<Value> values) {
    this.values = List.copyOf(values);
  }

  /**
   * One number.
   *
   * @param metric a name of {@code metrics.md}
   * @param scope the part of the text: {@code all}, or a stratum
   * @param value of the second text
   * @param low lower end of its interval, where it has one
   * @param high upper end
   * @param baseline what the metric gives for a second sample of the first text
   * @param real the same number of the first text
   */
  public record Value(
      String metric,
      String scope,
      double value,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble baseline,
      OptionalDouble real) {
    private static Value of(Comparison.Row row) {
      return new Value(
          row.measured().metric(),
          row.measured().scope(),
          row.measured().value(),
          row.interval().map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
          row.interval().map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
          row.baseline(),
          row.real());
    }
  }

  /**
   * Compares two texts, read as {@link TextReading#text()}, by the metrics that {@code
   * jobs/measure} computes by default.
   *
   * @param real documents of the first text, R
   * @param candidate documents of the second text
   */
  public static Metrics between(Dataset<String> real, Dataset<String> candidate) {
    return between(real, candidate, TextReading.text());
  }

  /**
   * Compares two texts.
   *
   * @throws IllegalStateException if the session lacks a setting of {@link Session#settings()}
   * @throws ouroboros.text.CorpusException if the first text has no token
   */
  public static Metrics between(
      Dataset<String> real, Dataset<String> candidate, TextReading reading) {
    try (Session session = Session.of(real.sparkSession());
        TextFolder first = TextFolder.of(session, real);
        TextFolder second = TextFolder.of(session, candidate)) {
      ExternalSpec asked =
          new ExternalSpec(
              first.path(),
              List.of(second.path()),
              reading.stated(),
              List.of("default"),
              ORDER,
              SEED,
              null);
      Comparison found = MeasureRun.compare(session, asked).comparison();
      return new Metrics(found.rows().stream().map(Value::of).toList());
    }
  }

  /** All numbers, in the order of the catalogue. */
  public List<Value> values() {
    return values;
  }

  /**
   * The number of a metric for the whole text.
   *
   * @throws IllegalArgumentException if the metric was not measured
   */
  public double value(String metric) {
    return values.stream()
        .filter(each -> each.metric().equals(metric) && each.scope().equals(ALL))
        .mapToDouble(Value::value)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no number of "
                        + metric
                        + "; measured were "
                        + values.stream().map(Value::metric).distinct().toList()));
  }
}
