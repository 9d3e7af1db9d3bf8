package ouroboros.inference.verdict;

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
  private final Baselines baselines;
  private final Map<String, CellRow> frozen;

  /**
   * @param cells in the order of the sweep
   */
  Study(List<CellRow> cells, Trajectories run) {
    this.cells = List.copyOf(cells);
    this.run = run;
    baselines = Baselines.of(cells);
    frozen =
        cells.stream()
            .filter(CellRow::isFrozen)
            .collect(Collectors.toMap(CellRow::cell, Function.identity()));
  }

  List<CellRow> cells() {
    return cells;
  }

  /** The trajectory of a quantity in a cell; empty if it was not measured. */
  Optional<Trajectory> of(CellRow cell, Quantity quantity) {
    return run.of(cell.cell(), quantity);
  }

  /** The same in the {@code frozen} cell that differs from this one only in the policy. */
  Optional<Trajectory> ofControl(CellRow cell, Quantity quantity) {
    return baselines
        .of(cell.cell())
        .flatMap(name -> Optional.ofNullable(frozen.get(name)))
        .filter(control -> differsInPolicy(cell, control))
        .flatMap(control -> run.of(control.cell(), quantity));
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
