package ouroboros.experiment.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ouroboros.experiment.yaml.Leaves;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;

/**
 * Removes points from a sweep. A partial point removes every point that has all of its leaves.
 * Numbers are compared by value.
 */
final class Exclusion {
  private static final String KEY = "exclude";

  private final List<Axis> axes;
  private final Problems problems;

  Exclusion(List<Axis> axes, Problems problems) {
    this.axes = List.copyOf(axes);
    this.problems = problems;
  }

  /** The points that remain. */
  List<Point> from(List<Point> points, Node.Field exclude) {
    if (!(exclude.value() instanceof Node.Items items)) {
      problems.add(
          exclude.at(),
          KEY,
          Type.described(exclude.value())
              + "; it must be a list of partial points such as [{family.order: 1}]");
      return points;
    }
    List<Point> left = points;
    for (Node item : items.values()) {
      left = without(left, points, item);
    }
    if (left.isEmpty() && !points.isEmpty()) {
      problems.add(exclude.at(), KEY, "excludes every point; at least one must remain");
    }
    return left;
  }

  private List<Point> without(List<Point> left, List<Point> all, Node item) {
    if (!(item instanceof Node.Fields map) || map.values().isEmpty()) {
      String stands = item instanceof Node.Fields ? "the map is empty" : Type.described(item);
      problems.add(item.at(), KEY, stands + "; it must be a partial point: swept paths and values");
      return left;
    }
    Map<String, String> leaves = new LinkedHashMap<>();
    boolean known = true;
    for (Map.Entry<String, Node.Field> entry : map.values().entrySet()) {
      leaves.putAll(Leaves.of(entry.getKey(), entry.getValue().value()));
      known &= swept(entry.getKey(), entry.getValue());
    }
    if (!known) {
      return left;
    }
    if (!all.isEmpty() && all.stream().noneMatch(point -> Leaves.contain(point.leaves(), leaves))) {
      problems.add(
          item.at(),
          KEY,
          "no point has " + Shown.path(leaves.toString()) + "; it must fit at least one");
    }
    return left.stream().filter(point -> !Leaves.contain(point.leaves(), leaves)).toList();
  }

  private boolean swept(String path, Node.Field field) {
    for (String leaf : Leaves.of(path, field.value()).keySet()) {
      if (axes.stream().noneMatch(axis -> axis.covers(leaf))) {
        List<String> paths = axes.stream().map(Axis::path).toList();
        String are =
            paths.isEmpty() ? "nothing is swept" : "swept are: " + String.join(", ", paths);
        problems.add(field.at(), KEY + "." + leaf, "is not swept; " + are);
        return false;
      }
    }
    return true;
  }
}
