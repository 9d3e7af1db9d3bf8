package ouroboros.spark.ngram;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.safeguard.SafeguardList;

/**
 * Which tables of a lineage a later generation can still need: T_g, from which S_{g+1} is drawn;
 * for every S_j that a later training set takes, S_j itself and T_{j-1}, from which S_j can be
 * drawn again; the real text used so far. Files that other lineages may share are never deleted.
 */
final class Retention {
  private final String own;
  private final Policy policy;

  private final SafeguardList safeguards;
  private final AfterSeal<Manifest> afterSeal;

  /** So many generations have no file that can still be needed, other than files that are kept. */
  private int finished;

  Retention(Lineage lineage, AfterSeal<Manifest> afterSeal) {
    this.own = lineage.folder();
    this.policy = lineage.cell().policy();
    this.safeguards = lineage.cell().safeguards();
    this.afterSeal = afterSeal;
  }

  /**
   * Names of the files that nothing needs after g is sealed, without those of the first generations
   * of which nothing was needed before. Cost: the files that are kept and those of generations of
   * which a file may be needed.
   *
   * @param past the records of generations 0 .. g
   * @param available with S'_1 .. S'_g
   */
  List<String> superfluous(List<Manifest> past, AvailableUnits available) {
    int g = past.size() - 1;
    Set<String> kept = new HashSet<>();
    for (int j = 0; j <= g; j++) {
      // Other lineages may share a T_j of real text only. S_1 is shared by cells that draw alike.
      add(kept, Manifest.depth(past.get(j)) == 1 ? past.get(j).tables().training() : null);
      add(kept, j == 1 ? past.get(j).tables().synthetic() : null);
      add(kept, past.get(j).tables().fresh());
    }
    Set<String> needed = new HashSet<>();
    add(needed, past.get(g).tables().training());
    add(needed, past.get(g).tables().synthetic());
    for (int j = oldest(g, available); j <= g; j++) {
      add(needed, past.get(j).tables().passed());
      int from = afterSeal.drawnFrom(past.subList(0, j));
      add(needed, past.get(from).tables().training());
    }
    for (int j = Math.max(0, g - safeguards.longestRollback()); j < g; j++) {
      add(needed, past.get(j).tables().training());
    }
    Set<String> all = new TreeSet<>();
    for (int j = finished; j <= g; j++) {
      Set<String> made = new HashSet<>();
      add(made, past.get(j).tables().training());
      add(made, past.get(j).tables().synthetic());
      add(made, past.get(j).tables().guarded());
      made.removeAll(kept);
      if (j == finished && Collections.disjoint(made, needed)) {
        finished++;
      }
      all.addAll(made);
    }
    all.removeAll(needed);
    return all.stream().filter(name -> name.startsWith(own)).toList();
  }

  /** The earliest S_j that T_{g+1} takes; none up to g if T_{g+1} is T_g plus S_{g+1}. */
  private int oldest(int g, AvailableUnits stock) {
    boolean grows = g > 0 && !safeguards.mayIntervene() && policy.growth(g, stock).isPresent();
    return grows ? g + 1 : Math.max(1, policy.oldestNeeded(g + 1));
  }

  private static void add(Set<String> names, @Nullable CountTable table) {
    if (table != null) {
      table.files().forEach(file -> names.add(file.name()));
    }
  }
}
