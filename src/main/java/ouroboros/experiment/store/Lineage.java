package ouroboros.experiment.store;

import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.random.Key;

/**
 * Cell x replicate: one chain of generations.
 *
 * @param replicate from 0
 * @param key of its random numbers
 */
public record Lineage(Cell cell, int replicate, Key key) {

  /** A lineage of an experiment. */
  public static Lineage of(Experiment experiment, Cell cell, int replicate) {
    return new Lineage(cell, replicate, new Key(experiment.seed(), replicate));
  }

  /** The same with what alarms have changed of its cell. */
  public Lineage with(Cell changed) {
    return new Lineage(changed, replicate, key);
  }

  /** The lineage of a member of an ecosystem. */
  public Lineage member(int k) {
    return new Lineage(cell.member(k), replicate, key.of(k));
  }

  /** The folder in which generation g is sealed, below the run's folder. */
  public String folder(int g) {
    return Seals.folder(cell.folder(), replicate, g);
  }

  /**
   * The folder in which all its generations are sealed, below the run's folder; ends with a slash.
   */
  public String folder() {
    String first = folder(0);
    return first.substring(0, first.lastIndexOf('/') + 1);
  }

  /** Its name for a person. */
  public String name() {
    return cell.name() + " replicate " + replicate;
  }
}
