package ouroboros.spark;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.policy.Policy;
import ouroboros.policy.Stock;

/**
 * Which tables of a lineage a later generation can still read: T_g, from which S_{g+1} is drawn;
 * S_j and T_{j-1}, from which it can be drawn again, for every S_j that a later training set takes;
 * real text used so far. Files that other lineages may share are never given up.
 */
final class Retention {
  private final String own;
  private final Policy policy;

  /**
   * @param own the lineage's folder, below the run's
   */
  Retention(String own, Policy policy) {
    this.own = own;
    this.policy = policy;
  }

  /**
   * Names of the files that nothing needs once g is sealed.
   *
   * @param past the states of 0 .. g
   */
  List<String> superfluous(int g, List<LineageState> past, Stock stock) {
    Set<String> needed = new TreeSet<>();
    add(needed, past.get(g).training());
    add(needed, past.get(g).synthetic());
    past.forEach(state -> add(needed, state.fresh()));
    for (int j = oldest(g, stock); j <= g; j++) {
      add(needed, past.get(j).synthetic());
      add(needed, past.get(j - 1).training());
    }
    Set<String> all = new TreeSet<>();
    for (int j = 0; j <= g; j++) {
      LineageState state = past.get(j);
      // T_j of real text only may be that of other lineages; S_1 is that of all cells alike.
      add(state.trainingDepth() == 0 ? needed : all, state.training());
      add(j == 1 ? needed : all, state.synthetic());
    }
    all.removeAll(needed);
    return all.stream().filter(name -> name.startsWith(own)).toList();
  }

  /** What T_{g+1} grows from is T_g. */
  private int oldest(int g, Stock stock) {
    boolean grows = g > 0 && policy.growth(g, stock).isPresent();
    return grows ? g + 1 : Math.max(1, policy.oldestNeeded(g + 1));
  }

  private static void add(Set<String> names, @Nullable CountTable table) {
    if (table != null) {
      table.files().forEach(file -> names.add(file.name()));
    }
  }
}
