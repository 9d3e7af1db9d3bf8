package ouroboros.inference.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ouroboros.inference.Baselines;
import ouroboros.inference.Quantity;
import ouroboros.inference.Trajectories;
import ouroboros.inference.Trajectory;
import ouroboros.metric.CellRow;

/** The cells of a run with their trajectories, and the control of each cell. */
final class Study {
  private final List<CellRow> cells;
  private final Trajectories run;

  private final Map<String, Feedback> feedback;

  /**
   * The cell with the same policy without feedback, else the {@code frozen} cell that differs only
   * in the policy.
   */
  private final Map<String, String> controls = new HashMap<>();

  /** What was asked for before: most meanings look at the same quantities. */
  private final Map<View, Optional<Trajectory>> views = new HashMap<>();

  private record View(String cell, Quantity quantity, Scale scale) {}

  /**
   * @param cells in the order of the sweep
   * @param feedback what is known of each cell, by its name
   */
  Study(List<CellRow> cells, Map<String, Feedback> feedback, Trajectories run) {
    this.cells = List.copyOf(cells);
    this.feedback = Map.copyOf(feedback);
    this.run = run;
    Baselines baselines = Baselines.of(cells);
    Map<String, CellRow> frozen =
        cells.stream()
            .filter(CellRow::isFrozen)
            .collect(Collectors.toMap(CellRow::cell, Function.identity()));
    for (CellRow cell : cells) {
      baselines
          .of(cell.cell())
          .flatMap(name -> Optional.ofNullable(frozen.get(name)))
          .filter(control -> differsInPolicy(cell, control))
          .ifPresent(control -> controls.put(cell.cell(), control.cell()));
      feedback(cell).control().ifPresent(control -> controls.put(cell.cell(), control));
    }
  }

  /** What is known of the feedback in a cell. */
  Feedback feedback(CellRow cell) {
    return feedback.getOrDefault(cell.cell(), Feedback.ALIKE);
  }

  List<CellRow> cells() {
    return cells;
  }

  /** The trajectory of a quantity in a cell on a scale; empty if it was not measured. */
  Optional<Trajectory> of(CellRow cell, Quantity quantity, Scale scale) {
    return view(cell.cell(), quantity, scale);
  }

  /** The same in the control of a cell. */
  Optional<Trajectory> ofControl(CellRow cell, Quantity quantity, Scale scale) {
    return Optional.ofNullable(controls.get(cell.cell()))
        .flatMap(control -> view(control, quantity, scale));
  }

  private Optional<Trajectory> view(String cell, Quantity quantity, Scale scale) {
    return views.computeIfAbsent(
        new View(cell, quantity, scale), view -> run.of(cell, quantity).flatMap(scale::view));
  }

  private static boolean differsInPolicy(CellRow cell, CellRow control) {
    return rest(cell).equals(rest(control));
  }

  private static Map<String, String> rest(CellRow cell) {
    return cell.settings().entrySet().stream()
        .filter(setting -> !setting.getKey().startsWith("policy."))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
