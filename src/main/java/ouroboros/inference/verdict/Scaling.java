package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.inference.Estimate;
import ouroboros.inference.LeastSquares;
import ouroboros.inference.Trajectories;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.metric.CellRow;

/**
 * Change of the exponent of the scaling law: the slope of log E risk over log size for the last
 * models, minus the same slope for the first models. The slope is fitted by least squares over the
 * cells that differ only in {@code size} (for known truths only in {@code real}, if {@code size} is
 * not swept). Risk is the squared error of the estimate. On text, where R is the same for every
 * size, it is the cross-entropy minus that of M_0, so the first models are M_1.
 *
 * <p>The sd of each cell comes from the delta method. Replicates of different sizes may share
 * random numbers, so the sd of the difference is replaced by its upper bound, the sum of the sds of
 * the cells. Yes: the change is outside the margin on either side. No: it is inside, by two
 * one-sided tests. If the risk of the first models hardly depends on size, there is no scaling law
 * that could change.
 */
final class Scaling {
  private static final List<String> SIZES = List.of("size", "real");
  private static final int LEAST_SIZES = 3;
  private static final double MARGIN = 0.1;
  private static final double LEAST_EXPONENT = 0.25;

  private final List<CellRow> cells;
  private final Trajectories run;
  private final String swept;

  Scaling(List<CellRow> cells, Trajectories run) {
    this.cells = cells;
    this.run = run;
    swept =
        SIZES.stream()
            .filter(
                key -> cells.stream().anyMatch(cell -> !apart(cell, key).equals(cell.settings())))
            .findFirst()
            .orElse(SIZES.get(0));
  }

  /** The finding from all cells of the sweep over size to which a cell belongs. */
  Finding ask(CellRow cell, List<Reading> risks) {
    TreeMap<Double, CellRow> sizes = new TreeMap<>();
    for (CellRow other : cells) {
      OptionalDouble size = size(other);
      if (size.isPresent() && apart(other, swept).equals(apart(cell, swept))) {
        sizes.put(size.getAsDouble(), other);
      }
    }
    if (size(cell).isEmpty() || sizes.size() < LEAST_SIZES) {
      return new Silence("needs a sweep over `size` with 3 numbers or more");
    }
    for (Reading risk : risks) {
      List<Trajectory> all = new ArrayList<>();
      for (CellRow each : sizes.values()) {
        run.of(each.cell(), risk.quantity()).flatMap(risk.scale()::view).ifPresent(all::add);
      }
      if (all.size() == sizes.size()) {
        return read(risk, List.copyOf(sizes.keySet()), all);
      }
    }
    return new Silence("no measured metric is a population risk");
  }

  private static Finding read(Reading risk, List<Double> sizes, List<Trajectory> all) {
    SortedMap<Double, Double> slope = LeastSquares.slope(sizes, StrictMath::log);
    int end = all.get(0).generations().last();
    double law = 0;
    double change = 0;
    double sd = 0;
    long replicates = Long.MAX_VALUE;
    for (int i = 0; i < all.size(); i++) {
      Optional<Logarithms> here = logarithms(risk, all.get(i));
      if (here.isEmpty()) {
        return new Silence(
            "two generations' risk ("
                + risk.name()
                + ") must be positive, finite and not carried by few replicates at every size");
      }
      double weight = slope.getOrDefault(sizes.get(i), 0.0);
      law += weight * here.get().first();
      change += weight * here.get().change();
      sd += Math.abs(weight) * here.get().sd();
      replicates = Math.min(replicates, here.get().replicates());
    }
    if (Math.abs(law) < LEAST_EXPONENT) {
      return new Silence(
          "the first models' risk does not follow size: there is no law that could change");
    }
    Estimate exponent = new Estimate(change, sd, replicates);
    return new Evidence(
        risk.quantity(),
        end,
        change,
        replicates,
        new Claim("difference (t, two sides)", MARGIN, exponent.outside(MARGIN)),
        new Claim("equivalence (two one-sided t)", MARGIN, exponent.inside(MARGIN)),
        Change.UNDECIDED);
  }

  /**
   * Natural logarithm of the mean risk: its first value, its change until the end, and the sd of
   * the change by the delta method.
   */
  private record Logarithms(double first, double change, double sd, long replicates) {}

  private static Optional<Logarithms> logarithms(Reading risk, Trajectory seen) {
    int start = seen.generations().first();
    int first = risk.scale().firstRisk(seen.generations());
    int last = seen.generations().last();
    if (first == last || risk.unusable(seen).isPresent()) {
      return Optional.empty();
    }
    double sign = risk.side() == Reading.Side.RISE ? 1 : -1;
    double early = sign * Scale.sum(seen, risk.scale().change(start, first));
    double late = sign * Scale.sum(seen, risk.scale().change(start, last));
    if (!(early > 0 && late > 0)) {
      return Optional.empty();
    }
    SortedMap<Integer, Double> relative = new TreeMap<>();
    risk.scale().change(start, last).forEach((g, w) -> relative.merge(g, w / late, Double::sum));
    risk.scale().change(start, first).forEach((g, w) -> relative.merge(g, -w / early, Double::sum));
    double from = StrictMath.log(early);
    double change = StrictMath.log(late) - from;
    return seen.combined(relative).map(e -> new Logarithms(from, change, e.sd(), e.replicates()));
  }

  private OptionalDouble size(CellRow cell) {
    return cell.settings().entrySet().stream()
        .filter(e -> isOf(swept, e.getKey()) && e.getValue().matches("[0-9]+(\\.[0-9]+)?"))
        .mapToDouble(e -> Double.parseDouble(e.getValue()))
        .filter(size -> size > 0)
        .findFirst();
  }

  private static Map<String, String> apart(CellRow cell, String key) {
    Map<String, String> rest = new HashMap<>(cell.settings());
    rest.keySet().removeIf(each -> isOf(key, each));
    return rest;
  }

  private static boolean isOf(String key, String path) {
    return path.equals(key) || path.startsWith(key + ".");
  }
}
