package ouroboros.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;

/**
 * max(sd_g, sqrt(sum_j (n_j - 1) sd_j^2 / sum_j (n_j - 1))): the standard deviation with which a
 * mean over n_g replicates is tested; j runs over the generations of the same cell and quantity
 * that have a spread.
 *
 * <p>The sd of three replicates is sometimes tiny by luck, and then a t statistic is huge. The
 * generations have similar spreads, so the pooled one shows such luck. The degrees of freedom stay
 * n_g - 1, because the generations of a lineage may depend on each other: |z| is never larger than
 * the t statistic of the generation alone, so a test at 5% errs in at most 5% of runs. From {@value
 * #ENOUGH} replicates on sd_g is known well enough (.76 to 1.46 of the true one with probability
 * .95) and is used alone.
 */
public final class PooledSpread {
  private static final long ENOUGH = 20;

  private record Line(String cell, Quantity quantity) {
    static Line of(SeriesKey key) {
      return new Line(key.cell(), Quantity.of(key));
    }
  }

  private static final class Sum {
    private double squares;
    private long degrees;
  }

  private final Map<Line, Sum> sums = new HashMap<>();

  /** Adds the values of one generation. */
  void add(SeriesKey key, Moments values) {
    OptionalDouble sd = values.sd();
    if (values.count() < ENOUGH && Summary.isSpread(sd, values.mean())) {
      Sum sum = sums.computeIfAbsent(Line.of(key), line -> new Sum());
      sum.squares += (values.count() - 1) * sd.getAsDouble() * sd.getAsDouble();
      sum.degrees += values.count() - 1;
    }
  }

  /**
   * The standard deviation to test these values with, 0 for equal ones; empty if they have none.
   */
  OptionalDouble of(SeriesKey key, Moments values) {
    Sum sum = sums.get(Line.of(key));
    if (values.sd().isEmpty() || values.count() >= ENOUGH || sum == null) {
      return values.sd();
    }
    double pooled = Math.sqrt(sum.squares / sum.degrees);
    return OptionalDouble.of(Math.max(values.sd().getAsDouble(), pooled));
  }

  /** The same rows; {@link ContrastRow#detectable} then knows the spread of all generations. */
  public static List<ContrastRow> contrasts(List<ContrastRow> rows) {
    PooledSpread spread = new PooledSpread();
    rows.forEach(row -> spread.add(row.key(), row.differences()));
    return rows.stream()
        .map(
            row ->
                new ContrastRow(
                    row.key(),
                    row.baseline(),
                    row.differences(),
                    spread.of(row.key(), row.differences())))
        .toList();
  }

  /**
   * One row per key, in the order of the keys.
   *
   * @param values of each key; generations of one cell and quantity in ascending order
   * @param law gives the expectation for a key
   */
  public static List<SummaryRow> summaries(
      List<Map.Entry<SeriesKey, Moments>> values, Function<SeriesKey, Optional<Expectation>> law) {
    PooledSpread spread = new PooledSpread();
    values.forEach(entry -> spread.add(entry.getKey(), entry.getValue()));
    return values.stream()
        .map(
            entry ->
                new SummaryRow(
                    entry.getKey(),
                    Summary.of(
                        entry.getKey().metric(),
                        entry.getValue(),
                        law.apply(entry.getKey()),
                        spread.of(entry.getKey(), entry.getValue()))))
        .toList();
  }
}
