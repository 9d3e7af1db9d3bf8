package ouroboros.experiment.yaml;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;

/** {@code --set key=value}: the value is YAML, the place of its problems is {@code --set key}. */
public final class Overrides {
  private Overrides() {}

  /** The tree with every override applied: those of the sweep first, otherwise in their order. */
  public static Node.Fields apply(Node.Fields tree, List<String> overrides, Problems problems) {
    Set<String> seen = new HashSet<>();
    Node.Fields changed = tree;
    List<String> sweepFirst =
        overrides.stream()
            .sorted(Comparator.comparingInt(override -> override.startsWith("sweep") ? 0 : 1))
            .toList();
    for (String override : sweepFirst) {
      int equals = override.indexOf('=');
      String key = equals < 0 ? override : override.substring(0, equals);
      Location at = Location.override(Shown.path(key));
      if (equals < 0) {
        problems.add(at, "", "has no value; write --set key=value");
      } else if (key.isBlank()) {
        problems.add(at, "", "has no key; write --set key=value");
      } else if (!seen.add(key)) {
        problems.add(at, key, "given twice on the command line");
      } else {
        String axis = axisOver(changed, key);
        if (axis == null) {
          changed = put(changed, key, override.substring(equals + 1), problems);
        } else {
          problems.add(at, key, "is swept, so that no cell would use this; set sweep." + axis);
        }
      }
    }
    return changed;
  }

  private static Node.Fields put(Node.Fields tree, String key, String text, Problems problems) {
    Location at = Location.override(Shown.path(key));
    Node value = YamlTree.parse(text, line -> at, problems);
    if (value == null) {
      return tree;
    }
    Node.Fields changed = TreePath.of(key).put(tree, new Node.Field(at, value), problems);
    return changed == null ? tree : changed;
  }

  /** The swept path that sets the key, or a map that contains it, in every cell; null for none. */
  private static @Nullable String axisOver(Node.Fields tree, String key) {
    Node.Field sweep = tree.field("sweep");
    if (sweep == null || !(sweep.value() instanceof Node.Fields axes)) {
      return null;
    }
    return axes.values().keySet().stream()
        .filter(axis -> key.equals(axis) || key.startsWith(axis + "."))
        .findFirst()
        .orElse(null);
  }
}
