package ouroboros.experiment.config;

import java.util.List;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;

/** A swept key: its path, its place in the file, and the values to cross. */
record Axis(String path, Location at, List<Node> values) {
  Axis {
    values = List.copyOf(values);
  }

  /** Whether a path is equal to this one or below it. */
  boolean covers(String other) {
    return other.equals(path) || other.startsWith(path + ".");
  }
}
