package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ouroboros.experiment.yaml.Leaves;
import ouroboros.experiment.yaml.Node;

/**
 * The points of an experiment. Without axes there is one point.
 *
 * @param axes in the order of the file
 * @param points the cross product without the excluded points; the last axis changes fastest
 * @param broken paths of axes whose values are unusable; each is a problem and not among the axes
 */
record Sweep(List<Axis> axes, List<Point> points, Set<String> broken) {
  Sweep {
    axes = List.copyOf(axes);
    points = List.copyOf(points);
    broken = Set.copyOf(broken);
  }

  /** Every point of the cross product. */
  static List<Point> cross(List<Axis> axes) {
    List<List<Node>> values = List.of(List.of());
    for (Axis axis : axes) {
      List<List<Node>> longer = new ArrayList<>();
      for (List<Node> before : values) {
        for (Node value : axis.values()) {
          List<Node> with = new ArrayList<>(before);
          with.add(value);
          longer.add(with);
        }
      }
      values = longer;
    }
    return values.stream().map(each -> new Point(axes, each)).toList();
  }

  /**
   * One column for each leaf of every axis, axis by axis, in the order in which leaves first occur.
   */
  List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (Axis axis : axes) {
      for (Node value : axis.values()) {
        columns.addAll(Leaves.of(axis.path(), value).keySet());
      }
    }
    return List.copyOf(columns);
  }

  /** Whether a section is missing only because the axis that sets it is unusable. */
  boolean breaks(String section) {
    return broken.stream().anyMatch(path -> path.equals(section) || path.startsWith(section + "."));
  }
}
