package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Estimate;
import ouroboros.inference.Holm;
import ouroboros.inference.Quantity;
import ouroboros.inference.SummaryRow;
import ouroboros.metric.CellRow;
import ouroboros.metric.SeriesKey;

/**
 * When each number departs from that of the {@code frozen} cell: the first generation from which
 * the paired difference stays beyond a {@link PracticalMargin} on one side until the last
 * generation.
 *
 * <p>Per generation p = min(1, 2 P(T >= (|difference| - margin)/(sd/sqrt(replicates)))), a
 * two-sided test. These p-values are adjusted by {@link Holm} over the generations of a cell and
 * quantity; the difference counts as beyond the margin if the adjusted value is at most {@value
 * #ERROR}. So the probability of an onset that is too early is at most {@value #ERROR} per row, not
 * over all rows. A generation with fewer than two pairs, or with equal differences in fewer than
 * {@value #SURE} pairs, is never beyond the margin.
 */
public final class Onsets {
  private static final double ERROR = 0.05;
  private static final long SURE = 5;

  private record Line(String cell, String baseline, Quantity quantity) {}

  private record Step(ContrastRow contrast, double margin, double p) {
    double sign() {
      return Math.signum(contrast.difference());
    }
  }

  private Onsets() {}

  /**
   * One row per cell, {@code frozen} baseline and quantity of the contrasts, sorted.
   *
   * @param cells in the order of the sweep
   * @param summaries summaries that include the means of the baselines
   */
  public static List<OnsetRow> of(
      List<CellRow> cells, List<ContrastRow> contrasts, List<SummaryRow> summaries) {
    Set<String> frozen =
        cells.stream().filter(CellRow::isFrozen).map(CellRow::cell).collect(Collectors.toSet());
    Map<SeriesKey, Double> means = new HashMap<>();
    for (SummaryRow row : summaries) {
      if (frozen.contains(row.key().cell())) {
        row.summary().mean().ifPresent(mean -> means.put(row.key(), mean));
      }
    }
    Map<Line, TreeMap<Integer, Step>> lines = new HashMap<>();
    for (ContrastRow row : contrasts) {
      SeriesKey key = row.key();
      if (frozen.contains(row.baseline())) {
        double margin =
            PracticalMargin.of(key.metric(), means.getOrDefault(key.in(row.baseline()), 0.0));
        lines
            .computeIfAbsent(
                new Line(key.cell(), row.baseline(), Quantity.of(key)), line -> new TreeMap<>())
            .put(key.generation(), new Step(row, margin, beyond(row, margin)));
      }
    }
    List<OnsetRow> rows = new ArrayList<>();
    lines.forEach((line, steps) -> rows.add(onset(line, List.copyOf(steps.values()))));
    rows.sort(null);
    return rows;
  }

  private static double beyond(ContrastRow row, double margin) {
    Optional<Estimate> e = Estimate.of(row.differences());
    if (e.isEmpty()
        || Math.abs(e.get().mean()) <= margin
        || (e.get().sd() == 0 && e.get().replicates() < SURE)) {
      return 1;
    }
    double size = Math.abs(e.get().mean());
    return Math.min(1, 2 * new Estimate(size, e.get().sd(), e.get().replicates()).above(margin));
  }

  private static OnsetRow onset(Line line, List<Step> steps) {
    double[] adjusted = Holm.adjusted(steps.stream().mapToDouble(Step::p).toArray());
    int last = steps.size() - 1;
    int first = steps.size();
    while (first > 0
        && adjusted[first - 1] <= ERROR
        && steps.get(first - 1).sign() == steps.get(last).sign()) {
      first--;
    }
    boolean found = first <= last;
    int at = found ? first : last;
    ContrastRow there = steps.get(at).contrast();
    return new OnsetRow(
        line.cell(),
        line.baseline(),
        line.quantity(),
        found ? OptionalInt.of(there.key().generation()) : OptionalInt.empty(),
        there.difference(),
        steps.get(at).margin(),
        there.replicates() < 2 ? OptionalDouble.empty() : OptionalDouble.of(adjusted[at]),
        there.replicates());
  }
}
