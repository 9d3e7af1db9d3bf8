package ouroboros.experiment;

import java.util.List;

/** Which metrics are measured. */
public sealed interface MetricChoice {
  /** Those measured unless something else is said. */
  record Default() implements MetricChoice {}

  /** Every one the family has. */
  record All() implements MetricChoice {}

  /**
   * Those named, in the order of the file, each once; {@code default} and {@code all} may stand
   * among names.
   */
  record Listed(List<String> names) implements MetricChoice {
    /** Copies. */
    public Listed {
      names = List.copyOf(names);
    }
  }
}
