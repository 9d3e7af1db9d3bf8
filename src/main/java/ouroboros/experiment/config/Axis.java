package ouroboros.experiment.config;

import java.util.List;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;

/** A swept key: the path, the place of the key, the values to cross. */
record Axis(String path, Location at, List<Node> values) {
  Axis {
    values = List.copyOf(values);
  }

  /** Whether a path is this one's or lies below it. */
  boolean covers(String other) {
    return other.equals(path) || other.startsWith(path + ".");
  }
}
