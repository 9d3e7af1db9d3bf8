package ouroboros.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ouroboros.metric.CellRow;

/**
 * The baseline cell with which each cell is compared: the {@code frozen} cell that differs from it
 * only in the policy, else the first cell of the sweep. A baseline itself is not compared.
 */
public final class Baselines {
  private static final String POLICY = "policy.";

  private final Map<String, String> baselineOf;

  private Baselines(Map<String, String> baselineOf) {
    this.baselineOf = baselineOf;
  }

  /** The baselines of these cells, given in the order of the sweep. */
  public static Baselines of(List<CellRow> cells) {
    Map<String, String> byCell = new HashMap<>();
    for (CellRow cell : cells) {
      String baseline = frozen(cells, cell).orElse(cells.get(0).cell());
      if (!baseline.equals(cell.cell())) {
        byCell.put(cell.cell(), baseline);
      }
    }
    return new Baselines(byCell);
  }

  /** The {@code frozen} cell that differs from a cell only in the policy, or is that cell. */
  static Optional<String> frozen(List<CellRow> cells, CellRow cell) {
    return cells.stream()
        .filter(c -> c.isFrozen() && apartFromPolicy(c, cell))
        .findFirst()
        .map(CellRow::cell);
  }

  /** The name of the baseline of a cell; empty for a baseline itself and for an unknown cell. */
  public Optional<String> of(String cell) {
    return Optional.ofNullable(baselineOf.get(cell));
  }

  private static boolean apartFromPolicy(CellRow a, CellRow b) {
    return rest(a).equals(rest(b));
  }

  private static Map<String, String> rest(CellRow cell) {
    Map<String, String> rest = new HashMap<>(cell.settings());
    rest.keySet().removeIf(key -> key.startsWith(POLICY));
    return rest;
  }
}
