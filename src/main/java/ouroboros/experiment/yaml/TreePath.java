package ouroboros.experiment.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;

/**
 * A path into the file: keys separated by dots. Below {@code sweep} the rest is one key, because
 * its keys are paths themselves.
 */
public record TreePath(List<String> keys) {
  public TreePath {
    keys = List.copyOf(keys);
  }

  public static TreePath of(String path) {
    if (path.startsWith("sweep.")) {
      return new TreePath(List.of("sweep", path.substring("sweep.".length())));
    }
    return new TreePath(List.of(path.split("\\.", -1)));
  }

  /** Whether its first key is this one. */
  public boolean startsWith(String key) {
    return keys.get(0).equals(key);
  }

  /** The value at this path; null if there is none. */
  @Nullable
  public Node in(Node tree) {
    Node node = tree;
    for (String key : keys) {
      Node.Field field = node instanceof Node.Fields map ? map.field(key) : null;
      if (field == null) {
        return null;
      }
      node = field.value();
    }
    return node;
  }

  /**
   * The tree with a value put at this path. Maps along the path are created where they are missing.
   *
   * @return null where a value along the path is not a map; this is reported as a problem
   */
  public Node.@Nullable Fields put(Node.Fields tree, Node.Field field, Problems problems) {
    return put(tree, 0, field, problems);
  }

  private Node.@Nullable Fields put(
      Node.Fields map, int depth, Node.Field field, Problems problems) {
    String key = keys.get(depth);
    if (depth == keys.size() - 1) {
      return map.with(key, field);
    }
    Node.Field next = map.field(key);
    Node below = next == null ? new Node.Fields(field.at(), Map.of()) : next.value();
    if (!(below instanceof Node.Fields inner)) {
      String stands = String.join(".", keys.subList(0, depth + 1));
      problems.add(
          field.at(),
          toString(),
          Type.described(below) + " at " + stands + "; it must be a map for this key to be set");
      return null;
    }
    Node.Fields changed = put(inner, depth + 1, field, problems);
    Location at = next == null ? field.at() : next.at();
    return changed == null ? null : map.with(key, new Node.Field(at, changed));
  }

  @Override
  public String toString() {
    return String.join(".", keys);
  }
}
