package ouroboros.inference.verdict;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import ouroboros.inference.Estimate;
import ouroboros.inference.Quantity;
import ouroboros.inference.Trajectory;
import ouroboros.metric.Subject;

/**
 * A quantity of a cell in the generations that have feedback, and the same of its control.
 *
 * <p>M_0 and S_1 are made from R alone, under every policy. The first generation with one step of
 * feedback is 1 for T_g and M_g, and 2 for S_g. What happens before is no feedback: a cell that
 * trains on other real text than R has another level from there on. Without feedback, all these
 * generations have the same distribution, given R. So a change between two of them, and also its
 * difference from the same change of the control, is distributed symmetrically about 0, however
 * skewed the values are. Where a policy changes the recipe with the generation, T_g changes without
 * feedback too; there the control is the same policy without feedback ({@link Feedback}), whose T_g
 * then has the distribution of the cell's.
 *
 * @param cell the trajectory of the cell
 * @param control that of the cell with the same policy without feedback, else of the {@code frozen}
 *     cell that differs only in the policy, if there is one
 * @param generations those that both have, from the first with feedback on
 */
record Fed(Trajectory cell, Optional<Trajectory> control, SortedSet<Integer> generations) {

  /** The generations with feedback; the control is left out if it was not measured there. */
  static Fed of(Quantity quantity, Trajectory cell, Optional<Trajectory> control) {
    SortedSet<Integer> own = cell.generations().tailSet(first(quantity.subject()));
    TreeSet<Integer> both = new TreeSet<>(own);
    control.ifPresent(frozen -> both.retainAll(frozen.generations()));
    return control.isPresent() && !both.isEmpty()
        ? new Fed(cell, control, both)
        : new Fed(cell, Optional.empty(), own);
  }

  /** The first generation with one step of feedback. */
  static int first(Subject subject) {
    return subject == Subject.SYNTHETIC || subject == Subject.GUARDED ? 2 : 1;
  }

  int start() {
    return generations.first();
  }

  int end() {
    return generations.last();
  }

  /** The weights of the change from start to end. */
  SortedMap<Integer, Double> change() {
    return new TreeMap<>(Map.of(start(), -1.0, end(), 1.0));
  }

  /** A weighted sum over the generations of the cell, minus that of the control. */
  Combination less(SortedMap<Integer, Double> weights) {
    return less(weights, 0);
  }

  /** The same minus {@code margin} times the value of the cell at the start. */
  Combination less(SortedMap<Integer, Double> weights, double margin) {
    TreeMap<Integer, Double> own = new TreeMap<>(weights);
    if (margin != 0) {
      own.merge(start(), -margin, Double::sum);
    }
    Combination sum = new Combination().plus(cell, own, 1);
    control.ifPresent(frozen -> sum.plus(frozen, weights, -1));
    return sum;
  }

  /** The mean of the cell at the start. */
  double level() {
    return cell.at(start()).mean().orElse(0);
  }

  /** Whether cell and control have one and the same value everywhere. */
  boolean isConstant() {
    double value = level();
    return generations.stream()
        .allMatch(
            g ->
                isAlways(cell, g, value)
                    && control.map(frozen -> isAlways(frozen, g, value)).orElse(true));
  }

  private static boolean isAlways(Trajectory seen, int generation, double value) {
    return Estimate.of(seen.at(generation))
        .filter(e -> e.sd() == 0 && e.mean() == value)
        .isPresent();
  }
}
