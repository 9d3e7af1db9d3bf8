package ouroboros.experiment.truth;

import java.io.Serializable;
import java.util.List;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;

/**
 * A cell with a known truth to run.
 *
 * @param name the cell's name
 * @param cell its settings
 * @param baseline index, in the list of cells, of the cell that it is compared with; its own index
 *     where it is compared with none
 * @param watches the alarms of each of its models: of one, or of the members of an ecosystem
 */
public record NamedCell(String name, TruthCell cell, int baseline, List<AlarmWatch> watches)
    implements Serializable {
  /** Copies the list. */
  public NamedCell {
    watches = List.copyOf(watches);
  }

  /** A cell without alarms. */
  public NamedCell(String name, TruthCell cell, int baseline) {
    this(name, cell, baseline, List.of());
  }

  /** Whether it has alarms. */
  public boolean hasAlarms() {
    return watches.stream().anyMatch(watch -> !watch.isEmpty());
  }

  /** Whether an alarm may do more than warn. */
  public boolean mayAct() {
    return watches.stream().anyMatch(AlarmWatch::mayAct);
  }

  /**
   * The index of each measure of this cell among the measures of another cell; -1 where that cell
   * does not have it.
   */
  public int[] same(NamedCell other) {
    List<Measure> there = other.cell.columns();
    return cell.columns().stream().mapToInt(there::indexOf).toArray();
  }
}
