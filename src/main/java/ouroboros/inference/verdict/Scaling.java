package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.inference.Estimate;
import ouroboros.inference.LeastSquares;
import ouroboros.inference.Series;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.metric.CellRow;

/**
 * Change of the exponent of the scaling law: the slope of log risk over log size for the last
 * models, minus the same slope for the first models with feedback. The slope is fitted by least
 * squares over the cells that differ only in {@code size} (for known truths only in {@code real},
 * if {@code size} is not swept). Risk is the squared error of the estimate, and the change of the
 * controls is subtracted. On text, where R is the same for every size, it is the cross-entropy
 * minus that of M_0; the controls have none.
 *
 * <p>The slopes of one replicate are one value. If a risk is 0 or negative, or single values were
 * not kept, the logarithms are those of the means over replicates, by the delta method. Yes: the
 * change is outside the margin on either side. No: it is inside, by two one-sided tests. If the
 * risk of the first models hardly depends on size, there is no scaling law that could change.
 */
final class Scaling {
  private static final List<String> SIZES = List.of("size", "real");
  private static final int LEAST_SIZES = 3;
  private static final String EXPONENT = "change of the exponent";
  private static final double MARGIN = 0.1;
  private static final double LEAST_EXPONENT = 0.25;

  private final Study study;
  private final String swept;

  Scaling(Study study) {
    this.study = study;
    swept =
        SIZES.stream()
            .filter(
                key ->
                    study.cells().stream()
                        .anyMatch(cell -> !apart(cell, key).equals(cell.settings())))
            .findFirst()
            .orElse(SIZES.get(0));
  }

  /** The finding from all cells of the sweep over size to which a cell belongs. */
  Finding ask(CellRow cell, List<Reading> risks) {
    TreeMap<Double, CellRow> sizes = new TreeMap<>();
    for (CellRow other : study.cells()) {
      OptionalDouble size = size(other);
      if (size.isPresent() && apart(other, swept).equals(apart(cell, swept))) {
        sizes.put(size.getAsDouble(), other);
      }
    }
    if (size(cell).isEmpty() || sizes.size() < LEAST_SIZES) {
      return Silence.ofRun("a sweep over `size` with 3 numbers or more would tell");
    }
    Silence missing = Silence.ofRun("no measured metric is a population risk");
    for (Reading risk : risks) {
      Optional<Silence> doubt = doubt(risk, sizes.values());
      if (doubt.isPresent()) {
        missing = study.of(cell, risk.quantity(), risk.scale()).isPresent() ? doubt.get() : missing;
        continue;
      }
      List<Fed> all = new ArrayList<>();
      for (CellRow each : sizes.values()) {
        study
            .of(each, risk.quantity(), risk.scale())
            .flatMap(seen -> fed(risk, seen, each))
            .ifPresent(all::add);
      }
      if (all.size() == sizes.size()) {
        return read(risk, List.copyOf(sizes.keySet()), all);
      }
    }
    return missing;
  }

  /**
   * Why the exponent could change without feedback: a cell has no control for it, or the risk is
   * the excess over M_0, from which no control is subtracted. Then only a policy whose recipe stays
   * the same would tell.
   */
  private Optional<Silence> doubt(Reading risk, Collection<CellRow> cells) {
    return cells.stream()
        .map(study::feedback)
        .map(
            here ->
                risk.scale() == Scale.RATIO
                    ? here.doubt(risk.quantity())
                    : here.otherCause(risk.quantity())
                        .map(
                            cause ->
                                Silence.ofRun(
                                    risk.name()
                                        + ": "
                                        + cause
                                        + "; cells with the policy replace, all else equal, would"
                                        + " tell")))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The risk of a cell; as a difference to M_0 if it is not a squared error. */
  private Optional<Fed> fed(Reading risk, Trajectory seen, CellRow cell) {
    return risk.scale() == Scale.RATIO
        ? Optional.of(
            Fed.of(risk.quantity(), seen, study.ofControl(cell, risk.quantity(), risk.scale())))
        : excess(seen, risk.side() == Reading.Side.RISE ? 1 : -1)
            .map(excess -> Fed.of(risk.quantity(), excess, Optional.empty()));
  }

  /** The difference to the first generation; empty if values are infinite or were not kept. */
  private static Optional<Trajectory> excess(Trajectory seen, double sign) {
    TreeMap<Integer, Series> differences = new TreeMap<>();
    for (int g : seen.generations()) {
      Optional<Series> first = seen.kept(seen.generations().first());
      Optional<Series> here = seen.kept(g);
      if (seen.at(g).infinite() > 0 || first.isEmpty() || here.isEmpty()) {
        return Optional.empty();
      }
      differences.put(
          g, here.get().plus(first.get().map(value -> -value)).map(value -> sign * value));
    }
    return Optional.of(new Trajectory.OfValues(differences));
  }

  private static Finding read(Reading risk, List<Double> sizes, List<Fed> all) {
    SortedMap<Double, Double> slope = LeastSquares.slope(sizes, StrictMath::log);
    Combination first = new Combination();
    Combination change = new Combination();
    for (int i = 0; i < all.size(); i++) {
      Fed here = all.get(i);
      if (here.generations().size() < 2) {
        return Silence.ofRun(
            "two generations with feedback are compared; more `generations` would tell");
      }
      double weight = slope.getOrDefault(sizes.get(i), 0.0);
      first.plus(here.cell(), new TreeMap<>(Map.of(here.start(), 1.0)), weight);
      change.plus(here.cell(), here.change(), weight);
      here.control().ifPresent(frozen -> change.plus(frozen, here.change(), -weight));
    }
    Optional<Estimate> law = first.logarithmsOfMeans();
    Optional<Estimate> exponent = change.logarithms();
    if (exponent.isEmpty() && all.stream().allMatch(here -> risk.carried(here).isEmpty())) {
      exponent = change.logarithmsOfMeans();
    }
    if (exponent.isEmpty() || law.isEmpty()) {
      return unusable(risk);
    }
    if (Math.abs(law.orElseThrow().mean()) < LEAST_EXPONENT) {
      return new Silence(
          "the first models' risk does not follow size: there is no law that could change");
    }
    Estimate e = exponent.get();
    return new Evidence(
        risk.quantity(),
        all.get(0).end(),
        e.mean(),
        e.replicates(),
        new Claim("difference (t, two sides)", EXPONENT, MARGIN, e.outside(MARGIN)),
        new Claim("equivalence (two one-sided t)", EXPONENT, MARGIN, e.inside(MARGIN)),
        true,
        Change.UNDECIDED);
  }

  private static Finding unusable(Reading risk) {
    return new Silence(
        "two generations' risk ("
            + risk.name()
            + ") must be positive, finite and not carried by few replicates at every size");
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
