package ouroboros.experiment.expect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.inference.verdict.Feedback;
import ouroboros.policy.Policy;

/** The controls of the cells of an experiment, found by asking their policies. */
public final class FeedbackControls {
  private FeedbackControls() {}

  /** What is known of each cell, by its name. */
  public static Map<String, Feedback> of(Experiment experiment) {
    Map<Object, String> controls = new HashMap<>();
    for (Cell cell : experiment.cells()) {
      if (isControl(cell.policy())) {
        controls.put(settings(cell), cell.name());
      }
    }
    Map<String, Feedback> known = new HashMap<>();
    for (Cell cell : experiment.cells()) {
      known.put(cell.name(), of(cell, experiment.generations(), controls));
    }
    return known;
  }

  private static Feedback of(Cell cell, int generations, Map<Object, String> controls) {
    Policy policy = cell.policy();
    // A known truth gives each replicate new points; the slices of a reserve of text are the same
    // in all replicates.
    boolean isSliced = policy.usesReserve() && !(cell.family() instanceof FamilySpec.Truth);
    boolean isFed = policy.hasFeedback();
    return new Feedback(
        isControl(policy),
        Optional.ofNullable(isFed ? controls.get(settings(cell)) : null),
        (!isFed && !isControl(policy)) || (policy.isSteady(generations) && !isSliced),
        policy.drawsAsMany(generations),
        !isFed || !isSliced,
        policy.kind());
  }

  /** Whether this is another policy without its feedback. */
  private static boolean isControl(Policy policy) {
    return !policy.rule().equals(policy);
  }

  /** All settings but feedback. */
  private static Object settings(Cell cell) {
    record Settings(
        Object family, Object policy, Object size, Object real, Object sampling, Object gates) {}
    return new Settings(
        cell.family(),
        cell.policy().rule(),
        cell.size(),
        Optional.ofNullable(cell.real()),
        cell.sampling(),
        cell.safeguards());
  }
}
