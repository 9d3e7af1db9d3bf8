package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Discoveries;
import ouroboros.inference.Estimate;
import ouroboros.inference.Quantity;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectories;
import ouroboros.inference.Trajectory;
import ouroboros.metric.CellRow;
import ouroboros.metric.SeriesKey;

/**
 * When each number departs from its control for good: the first generation from which the paired
 * difference stays beyond a {@link PracticalMargin} on one side until the last generation.
 *
 * <p>S_g and S'_g are compared with those of the {@code frozen} cell. T_g and M_g are compared with
 * those of the cell with the same policy without feedback, else with those of the cell's own
 * generation 1: {@code frozen} trains on R itself, and any other training set, such as that of
 * {@code bootstrap}, differs from R by one draw, without feedback. A number that changes without
 * feedback ({@link Feedback}) has no row where the run has no such cell.
 *
 * <p>Per generation p = min(1, 2 P(T >= (|difference| - margin)/(sd/sqrt(replicates)))), a
 * two-sided test. Rows are selected by the p-value of the last generation ({@link Discoveries});
 * with R of m rows selected, generations are tested from the last one down, each at {@value #ERROR}
 * R/m, until one is not beyond the margin. In such a fixed sequence no further adjustment is
 * needed. So of all rows with an onset, a share of at most {@value #ERROR} is expected to be wrong
 * or too early, and without any departure the probability of any onset in the table is at most
 * {@value #ERROR}. A generation with fewer than two pairs, or with equal differences in fewer than
 * {@value #SURE} pairs, is never beyond the margin; equal differences in more pairs are exact, not
 * a test. Sources: W. Maurer, L. A. Hothorn, W. Lehmacher (1995), Multiple comparisons in drug
 * clinical trials; Y. Benjamini, M. Bogomolov (2014), doi:10.1111/rssb.12028.
 */
public final class Onsets {
  private static final double ERROR = 0.05;
  private static final long SURE = 5;

  private record Line(String cell, String baseline, Quantity quantity) {}

  private record Step(
      int generation, double difference, double margin, long pairs, double p, boolean isExact) {
    static Step of(int generation, double mean, long pairs, Optional<Estimate> e, double margin) {
      boolean beyond = Math.abs(mean) > margin;
      boolean equal = e.isPresent() && e.get().sd() == 0;
      boolean exact = beyond && equal && pairs >= SURE;
      double p = beyond && !equal && e.isPresent() ? p(e.get(), margin) : exact ? 0 : 1;
      return new Step(generation, mean, margin, pairs, p, exact);
    }

    private static double p(Estimate e, double margin) {
      return Math.min(
          1, 2 * new Estimate(Math.abs(e.mean()), e.sd(), e.replicates()).above(margin));
    }
  }

  private Onsets() {}

  /**
   * One row per quantity of each cell that has a {@code frozen} baseline, sorted. A quantity with
   * two names has one row.
   *
   * @param cells in the order of the sweep
   * @param feedback what is known of each cell, by its name
   * @param run the trajectories of the run
   * @param summaries summaries that include the means of the baselines
   */
  public static List<OnsetRow> of(
      List<CellRow> cells,
      Map<String, Feedback> feedback,
      Trajectories run,
      List<ContrastRow> contrasts,
      List<SummaryRow> summaries) {
    Set<String> frozen =
        cells.stream().filter(CellRow::isFrozen).map(CellRow::cell).collect(Collectors.toSet());
    Map<SeriesKey, Double> means = new HashMap<>();
    for (SummaryRow row : summaries) {
      if (frozen.contains(row.key().cell())) {
        row.summary().mean().ifPresent(mean -> means.put(row.key(), mean));
      }
    }
    Map<Line, NavigableMap<Integer, Step>> steps = new HashMap<>();
    for (ContrastRow row : contrasts) {
      SeriesKey key = row.key();
      Quantity quantity = Quantity.of(key);
      if (!frozen.contains(row.baseline())) {
        continue;
      }
      Feedback here = feedback.getOrDefault(key.cell(), Feedback.ALIKE);
      boolean isAlike = here.otherCause(quantity).isEmpty();
      if (here.control().isPresent() && (quantity.isTrained() || !isAlike)) {
        steps.computeIfAbsent(
            new Line(key.cell(), here.control().get(), quantity), line -> departures(line, run));
      } else if (quantity.isTrained() && isAlike) {
        steps.computeIfAbsent(
            new Line(key.cell(), key.cell(), quantity), line -> changes(line, run));
      } else if (isAlike) {
        double margin =
            PracticalMargin.of(key.metric(), means.getOrDefault(key.in(row.baseline()), 0.0));
        steps
            .computeIfAbsent(
                new Line(key.cell(), row.baseline(), quantity), line -> new TreeMap<>())
            .put(
                key.generation(),
                Step.of(
                    key.generation(),
                    row.difference(),
                    row.replicates(),
                    Estimate.of(row.differences()),
                    margin));
      }
    }
    steps
        .keySet()
        .removeIf(
            line ->
                line.quantity.isSecondName()
                    && steps.containsKey(
                        new Line(line.cell, line.baseline, line.quantity.firstName())));
    steps.values().removeIf(NavigableMap::isEmpty);
    return rows(steps);
  }

  /** The change of a cell's own number since generation 1, or since the first one measured. */
  private static NavigableMap<Integer, Step> changes(Line line, Trajectories run) {
    TreeMap<Integer, Step> steps = new TreeMap<>();
    Optional<Trajectory> seen = run.of(line.cell, line.quantity);
    if (seen.isEmpty() || seen.get().generations().last() < 2) {
      return steps;
    }
    SortedMap<Integer, Double> weights = new TreeMap<>();
    int first = seen.get().generations().tailSet(1).first();
    OptionalDouble level = seen.get().at(first).mean();
    double margin = PracticalMargin.of(line.quantity.metric(), level.orElse(0));
    for (int g : seen.get().generations().tailSet(first + 1)) {
      weights.clear();
      weights.put(first, -1.0);
      weights.put(g, 1.0);
      Optional<Estimate> change = new Combination().plus(seen.get(), weights, 1).estimate();
      double mean = seen.get().at(g).mean().orElse(Double.NaN) - level.orElse(Double.NaN);
      double shown = change.map(Estimate::mean).orElse(mean);
      if (!Double.isNaN(shown)) {
        long pairs = change.map(Estimate::replicates).orElse(1L);
        steps.put(g, Step.of(g, shown, pairs, change, margin));
      }
    }
    return steps;
  }

  /** The difference to the cell with the same policy without feedback. */
  private static NavigableMap<Integer, Step> departures(Line line, Trajectories run) {
    TreeMap<Integer, Step> steps = new TreeMap<>();
    Optional<Trajectory> seen = run.of(line.cell, line.quantity);
    Optional<Trajectory> control = run.of(line.baseline, line.quantity);
    if (seen.isEmpty() || control.isEmpty()) {
      return steps;
    }
    // M_0, T_1 and S_1 are the same in both.
    for (int g : seen.get().generations().tailSet(2)) {
      if (control.get().generations().contains(g)) {
        SortedMap<Integer, Double> there = new TreeMap<>(Map.of(g, 1.0));
        Optional<Estimate> difference =
            new Combination().plus(seen.get(), there, 1).plus(control.get(), there, -1).estimate();
        OptionalDouble level = control.get().at(g).mean();
        double margin = PracticalMargin.of(line.quantity.metric(), level.orElse(0));
        difference.ifPresent(
            e -> steps.put(g, Step.of(g, e.mean(), e.replicates(), difference, margin)));
      }
    }
    return steps;
  }

  private static List<OnsetRow> rows(Map<Line, NavigableMap<Integer, Step>> steps) {
    double[] p =
        steps.values().stream()
            .map(line -> line.lastEntry().getValue())
            .filter(end -> !end.isExact)
            .mapToDouble(Step::p)
            .toArray();
    Discoveries found = Discoveries.of(p, ERROR);
    List<OnsetRow> rows = new ArrayList<>();
    steps.forEach((line, of) -> rows.add(onset(line, List.copyOf(of.values()), found)));
    rows.sort(null);
    return rows;
  }

  private static OnsetRow onset(Line line, List<Step> steps, Discoveries found) {
    int last = steps.size() - 1;
    int first = steps.size();
    double side = Math.signum(steps.get(last).difference);
    while (first > 0
        && steps.get(first - 1).p <= found.level()
        && Math.signum(steps.get(first - 1).difference) == side) {
      first--;
    }
    boolean isFound = first <= last;
    Step there = steps.get(isFound ? first : last);
    boolean tested = there.pairs >= 2 && !there.isExact;
    return new OnsetRow(
        line.cell,
        line.baseline,
        line.quantity,
        isFound ? OptionalInt.of(there.generation) : OptionalInt.empty(),
        there.difference,
        there.margin,
        tested ? OptionalDouble.of(found.adjusted(there.p)) : OptionalDouble.empty(),
        there.pairs);
  }
}
