package ouroboros.experiment.truth;

import java.io.Serializable;
import java.util.List;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;

/**
 * A cell with a known truth to run.
 *
 * @param name the cell's name
 * @param cell what it is
 * @param baseline place of the cell it is compared with in the list of cells; its own: with none
 */
public record NamedCell(String name, TruthCell cell, int baseline) implements Serializable {
  /** The place of each of our measures among those of another cell; -1 where it has none. */
  public int[] same(NamedCell other) {
    List<Measure> there = other.cell.measures();
    return cell.measures().stream().mapToInt(there::indexOf).toArray();
  }
}
