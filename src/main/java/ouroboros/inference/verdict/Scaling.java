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
 * Slope of log E risk over log size by least squares, over the cells that differ in {@code size}
 * alone (known truth: in {@code real}, where no {@code size} is swept): the exponent of the scaling
 * law, of the last models less that of the first. Risk is the squared error against the truth; on
 * text, where R is the same for every size, the excess of cross-entropy over that of M_0, from M_1
 * on.
 *
 * <p>Replicates of different sizes may share random numbers, so the sd of the difference is taken
 * as the sum of those of the cells, which it never exceeds (delta method). Yes: it lies outside the
 * margin on either side; no: inside, by two one-sided tests. Where the first models' risk hardly
 * follows size there is no law that could change.
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

  /** What the sweep that a cell belongs to says. */
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
   * Of mean risk: its first natural logarithm, what became of it, the sd of that by the delta
   * method.
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
