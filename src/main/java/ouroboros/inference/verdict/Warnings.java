package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ouroboros.inference.HeavyTail;
import ouroboros.inference.Quantity;
import ouroboros.inference.Series;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectories;
import ouroboros.metric.SeriesKey;

/** The means of a run that are dominated by a few replicates. */
public final class Warnings {
  private Warnings() {}

  /**
   * One row per mean that has a {@link HeavyTail} warning, or that is infinite because of some of
   * the replicates only; sorted.
   */
  public static List<WarningRow> of(List<SummaryRow> summaries, Trajectories run) {
    List<WarningRow> rows = new ArrayList<>();
    for (SummaryRow row : summaries) {
      SeriesKey key = row.key();
      Optional<HeavyTail> heavy = HeavyTail.of(key.metric(), row.summary());
      if (heavy.isPresent() || isInfinite(row)) {
        run.of(key.cell(), Quantity.of(key))
            .filter(t -> t.at(key.generation()).infinite() < row.summary().replicates())
            .map(t -> row(row, heavy, t.kept(key.generation())))
            .ifPresent(rows::add);
      }
    }
    rows.sort(null);
    return rows;
  }

  private static boolean isInfinite(SummaryRow row) {
    return HeavyTail.isAmount(row.key().metric())
        && row.summary().replicates() >= HeavyTail.LEAST
        && row.summary().mean().stream().anyMatch(Double::isInfinite);
  }

  private static WarningRow row(
      SummaryRow row, Optional<HeavyTail> heavy, Optional<Series> values) {
    return new WarningRow(
        row.key(),
        row.summary().mean().orElseThrow(),
        row.summary().replicates(),
        heavy.map(HeavyTail::effective).orElse(0.0),
        values.map(Series::median).orElse(OptionalDouble.empty()),
        values.map(Warnings::geometric).orElse(OptionalDouble.empty()));
  }

  private static OptionalDouble geometric(Series values) {
    OptionalDouble log = values.map(StrictMath::log).moments().mean();
    return log.isPresent()
        ? OptionalDouble.of(StrictMath.exp(log.getAsDouble()))
        : OptionalDouble.empty();
  }
}
