package ouroboros.experiment;

import java.util.List;

/** Which metrics are measured. */
public sealed interface MetricChoice {
  /** The default metrics. */
  record Default() implements MetricChoice {}

  /** Every metric that the family has. */
  record All() implements MetricChoice {}

  /**
   * Named metrics, in the order of the file, each once. The words {@code default} and {@code all}
   * may occur among the names.
   */
  record Listed(List<String> names) implements MetricChoice {
    /** Copies the list. */
    public Listed {
      names = List.copyOf(names);
    }
  }
}
