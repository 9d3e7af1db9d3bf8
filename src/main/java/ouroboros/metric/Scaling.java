package ouroboros.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import ouroboros.metric.Finding.Claim;
import ouroboros.metric.Finding.Evidence;
import ouroboros.metric.Finding.Silence;

/**
 * Slope of log2 E risk over log2 size by least squares, over the cells that differ in {@code size}
 * alone: the exponent of the scaling law, of the last models less that of the first.
 *
 * <p>Replicates of different sizes may share random numbers, so the sd of the difference is taken
 * as the sum of those of the cells, which it never exceeds (delta method). Yes: it lies outside the
 * margin on either side; no: inside, by two one-sided tests. Where the first models' risk hardly
 * follows size (text: R is the same for every cell) there is no law that could change.
 */
final class Scaling {
  private static final String SIZE = "size";
  private static final int LEAST_SIZES = 3;
  private static final double MARGIN = 0.1;
  private static final double LEAST_EXPONENT = 0.25;

  private final List<CellRow> cells;
  private final Trajectories run;

  Scaling(List<CellRow> cells, Trajectories run) {
    this.cells = cells;
    this.run = run;
  }

  /** What the sweep that a cell belongs to says. */
  Finding ask(CellRow cell, List<Quantity> risks) {
    TreeMap<Double, CellRow> sizes = new TreeMap<>();
    for (CellRow other : cells) {
      OptionalDouble size = size(other);
      if (size.isPresent() && apartFromSize(other).equals(apartFromSize(cell))) {
        sizes.put(size.getAsDouble(), other);
      }
    }
    if (size(cell).isEmpty() || sizes.size() < LEAST_SIZES) {
      return new Silence("needs a sweep over `size` with 3 numbers or more");
    }
    for (Quantity risk : risks) {
      List<Trajectory> all = new ArrayList<>();
      sizes.values().forEach(c -> run.of(c.cell(), risk).ifPresent(all::add));
      if (all.size() == sizes.size()) {
        return read(risk, List.copyOf(sizes.keySet()), all);
      }
    }
    return new Silence("no measured metric is a population risk");
  }

  private static Finding read(Quantity risk, List<Double> sizes, List<Trajectory> all) {
    TreeMap<Double, Double> slope =
        LeastSquares.slope(sizes, size -> StrictMath.log(size) / StrictMath.log(2));
    int start = all.get(0).generations().first();
    int end = all.get(0).generations().last();
    if (start == end) {
      return new Silence(risk.metric() + " is there for one generation; a change needs two");
    }
    double law = 0;
    double change = 0;
    double sd = 0;
    long replicates = Long.MAX_VALUE;
    for (int i = 0; i < all.size(); i++) {
      Trajectory here = all.get(i);
      double weight = slope.getOrDefault(sizes.get(i), 0.0) / StrictMath.log(2);
      double first = here.at(start).mean().orElse(0);
      double last = here.at(end).mean().orElse(0);
      Optional<Estimate> relative =
          first > 0 && last > 0
              ? here.combined(new TreeMap<>(Map.of(start, -1 / first, end, 1 / last)))
              : Optional.empty();
      if (relative.isEmpty()
          || HeavyTail.of(risk.metric(), Summary.of(here.at(end), Optional.empty())).isPresent()) {
        return new Silence(
            "the logarithm of mean " + risk.metric() + " is not known well at every size");
      }
      law += weight * StrictMath.log(first);
      change += weight * (StrictMath.log(last) - StrictMath.log(first));
      sd += Math.abs(weight) * relative.get().sd();
      replicates = Math.min(replicates, relative.get().replicates());
    }
    if (Math.abs(law) < LEAST_EXPONENT) {
      return new Silence(
          "the first models' risk does not follow size: there is no law that could change");
    }
    Estimate exponent = new Estimate(change, sd, replicates);
    return new Evidence(
        risk,
        end,
        change,
        replicates,
        new Claim("difference (t, two sides)", MARGIN, exponent.outside(MARGIN)),
        new Claim("equivalence (two one-sided t)", MARGIN, exponent.inside(MARGIN)),
        Change.UNDECIDED);
  }

  private static OptionalDouble size(CellRow cell) {
    return cell.settings().entrySet().stream()
        .filter(e -> isSize(e.getKey()) && e.getValue().matches("[0-9]+(\\.[0-9]+)?"))
        .mapToDouble(e -> Double.parseDouble(e.getValue()))
        .filter(size -> size > 0)
        .findFirst();
  }

  private static Map<String, String> apartFromSize(CellRow cell) {
    Map<String, String> rest = new HashMap<>(cell.settings());
    rest.keySet().removeIf(Scaling::isSize);
    return rest;
  }

  private static boolean isSize(String key) {
    return key.equals(SIZE) || key.startsWith(SIZE + ".");
  }
}
