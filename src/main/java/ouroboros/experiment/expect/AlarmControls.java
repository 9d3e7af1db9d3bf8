package ouroboros.experiment.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import ouroboros.experiment.Cell;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.random.Key;

/**
 * The cells without feedback whose values alarms are set by: there every generation is a new draw
 * from the same model.
 *
 * <p>S_g of a cell has the control {@code frozen}, or a policy with {@code feedback: false}, with
 * the same family, size, sampling and safeguards. T_g and M_g have the same policy with {@code
 * feedback: false}, if its recipe does not change with g and takes nothing of the reserve.
 */
public final class AlarmControls {
  private static final AvailableUnits PROBE =
      AvailableUnits.ofCorpus(1 << 20, AvailableUnits.ENDLESS, 1 << 20);

  private AlarmControls() {}

  /**
   * The control of S_g, or of T_g and M_g; empty where the cells have none, and for a cell without
   * feedback.
   *
   * @param name of the cell
   * @param cells by their names, in the order of the sweep
   * @param trained whether T_g or M_g is watched
   */
  public static Optional<String> of(
      String name, Map<String, Cell> cells, int generations, boolean trained) {
    Cell cell = Objects.requireNonNull(cells.get(name), name);
    Policy policy = cell.policy();
    if (!policy.hasFeedback()) {
      return Optional.empty();
    }
    boolean isSteady = policy.isSteady(generations) && !policy.usesReserve();
    return cells.entrySet().stream()
        .filter(
            each -> {
              Policy other = each.getValue().policy();
              return drawsFromFirst(other, generations)
                  && sameDraws(cell, each.getValue())
                  && (trained
                      ? isSteady && other.rule().equals(policy)
                      : policy.drawsAsMany(generations) && other.drawsAsMany(generations));
            })
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether every S_g is drawn from M_0, or from another model that is fitted to R as it is. */
  private static boolean drawsFromFirst(Policy policy, int generations) {
    Key key = new Key(0, 0);
    AvailableUnits stock = PROBE;
    List<Recipe> recipes = new ArrayList<>(List.of(policy.recipe(0, stock, key)));
    for (int g = 1; g < generations; g++) {
      stock = stock.after(policy, g);
      recipes.add(policy.recipe(g, stock, key));
    }
    return IntStream.rangeClosed(1, generations)
        .allMatch(g -> recipes.get(policy.drawnFrom(g)).equals(recipes.get(0)));
  }

  private static boolean sameDraws(Cell a, Cell b) {
    return a.family().equals(b.family())
        && a.size().equals(b.size())
        && a.sampling().equals(b.sampling())
        && a.safeguards().equals(b.safeguards());
  }
}
