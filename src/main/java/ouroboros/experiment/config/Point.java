package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Leaves;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.TreePath;

/** One value of every axis, in the order of the axes. */
record Point(List<Axis> axes, List<Node> values) {
  Point {
    axes = List.copyOf(axes);
    values = List.copyOf(values);
  }

  /** The name of the cell. */
  String name() {
    Map<String, Node> swept = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      swept.put(axes.get(i).path(), values.get(i));
    }
    return CellName.of(swept);
  }

  /** For each column of {@code cells.csv} its value. */
  Map<String, String> leaves() {
    Map<String, String> leaves = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      leaves.putAll(Leaves.of(axes.get(i).path(), values.get(i)));
    }
    return leaves;
  }

  /** The file with these values put in, outer keys first; null after a problem. */
  Node.@Nullable Fields in(Node.Fields file, Problems problems) {
    List<Integer> outerFirst = new ArrayList<>();
    for (int depth : new TreeSet<>(axes.stream().map(Point::depth).toList())) {
      for (int i = 0; i < axes.size(); i++) {
        if (depth(axes.get(i)) == depth) {
          outerFirst.add(i);
        }
      }
    }
    Node.Fields tree = file;
    for (int i : outerFirst) {
      Node value = values.get(i);
      TreePath path = TreePath.of(axes.get(i).path());
      Node.Fields changed = path.put(tree, new Node.Field(value.at(), value), problems);
      if (changed == null) {
        return null;
      }
      tree = changed;
    }
    return tree;
  }

  private static int depth(Axis axis) {
    return TreePath.of(axis.path()).keys().size();
  }
}
