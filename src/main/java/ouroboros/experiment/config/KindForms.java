package ouroboros.experiment.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Section;

/**
 * The three forms of a value that has a kind: {@code {kind: rollback, k: 2}}, {@code {rollback: {k:
 * 2}}}, and, where nothing else is said, {@code rollback}. A kind with one key of its own name can
 * also be written {@code {rollback: 2}}. All are bound as the first form.
 */
final class KindForms {
  private static final String KIND = "kind";

  private KindForms() {}

  /**
   * The section of a key in the first form; null after a problem, and where the key is missing.
   *
   * @param kinds the names of the kinds
   * @param more fields that are added to it
   */
  static @Nullable Section section(
      Section parent,
      String key,
      List<String> kinds,
      String example,
      Map<String, Node.Field> more) {
    Node.Field field = parent.take(key);
    if (field == null) {
      return null;
    }
    Map<String, Node.Field> values = values(field, kinds);
    if (values == null) {
      return parent.section(key, example);
    }
    Map<String, Node.Field> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return parent.below(key, new Node.Fields(field.at(), all), field.at());
  }

  /** The kind that a key names, in any form; empty where it names none. */
  static String kind(Section parent, String key, List<String> kinds) {
    Node.Field field = parent.take(key);
    Map<String, Node.Field> values = field == null ? null : values(field, kinds);
    Node.Field kind = values == null ? null : values.get(KIND);
    return kind != null && kind.value() instanceof Node.Scalar word ? word.text() : "";
  }

  /** The section of a kind that holds where the key is missing. */
  static Section of(Section parent, String key, Node.Scalar kind, Map<String, Node.Field> more) {
    Map<String, Node.Field> all = new LinkedHashMap<>();
    all.put(KIND, new Node.Field(kind.at(), kind));
    all.putAll(more);
    return parent.below(key, new Node.Fields(kind.at(), all), kind.at());
  }

  /** The fields in the first form; null where the value is no map and no word. */
  private static @Nullable Map<String, Node.Field> values(Node.Field field, List<String> kinds) {
    if (field.value() instanceof Node.Scalar word && word.type() == Node.Type.TEXT) {
      return Map.of(KIND, new Node.Field(field.at(), word));
    }
    if (!(field.value() instanceof Node.Fields map)) {
      return null;
    }
    String only = map.values().size() == 1 ? map.values().keySet().iterator().next() : "";
    Node.Field inside = map.field(only);
    if (!kinds.contains(only) || inside == null) {
      return map.values();
    }
    Map<String, Node.Field> values = new LinkedHashMap<>();
    values.put(
        KIND, new Node.Field(inside.at(), new Node.Scalar(inside.at(), only, Node.Style.PLAIN)));
    if (inside.value() instanceof Node.Fields own) {
      values.putAll(own.values());
    } else {
      values.put(only, inside);
    }
    return values;
  }
}
