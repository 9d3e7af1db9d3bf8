package ouroboros.experiment.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;
import ouroboros.text.NearestName;

/**
 * A map of the file while it is bound. A key that is asked for is known; a key that nobody asks for
 * is a problem. Values that were bound, defaults too, are put into the resolved tree. After a
 * problem, binding continues with a substitute value, so that all problems are found; no experiment
 * is built while there is a problem.
 */
public final class Section {
  private final Node.Fields fields;
  private final String path;
  private final String label;
  private final Problems problems;
  private final ObjectNode resolved;
  private final Set<String> known = new LinkedHashSet<>();

  Section(Node.Fields fields, String path, String label, Problems problems, ObjectNode resolved) {
    this.fields = fields;
    this.path = path;
    this.label = label;
    this.problems = problems;
    this.resolved = resolved;
  }

  /** The whole of a file. */
  public static Section whole(Node.Fields fields, Problems problems) {
    return new Section(fields, "", "", problems, JsonNodeFactory.instance.objectNode());
  }

  /** The place of this map in the file. */
  public Location at() {
    return fields.at();
  }

  /** The path of a key of this map. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of a key with the kinds of the maps on it, such as {@code policy(anchor).real}. */
  private String label(String key) {
    Node.Field kind = fields.field("kind");
    String own =
        kind != null && kind.value() instanceof Node.Scalar word
            ? label + "(" + word.text() + ")"
            : label;
    return own.isEmpty() ? key : own + "." + key;
  }

  private void asked(String key, String expectation, @Nullable String byDefault) {
    problems.asked(new AskedKey(label(key), expectation, byDefault));
  }

  /** The values that were bound so far. */
  public ObjectNode resolved() {
    return resolved;
  }

  /** How many problems the whole file has so far. */
  public int problemsSoFar() {
    return problems.count();
  }

  /** Whether a key is given. */
  public boolean has(String key) {
    return fields.field(key) != null;
  }

  /** The field of a key, which is known from now on; null if the key is missing. */
  public Node.@Nullable Field take(String key) {
    known.add(key);
    asked(key, "", null);
    return fields.field(key);
  }

  /** Reports a problem with the value of a key, or with its absence. */
  public void problem(String key, String text) {
    Node.Field field = fields.field(key);
    problems.add(field == null ? at() : field.at(), path(key), text);
  }

  /** A value that must be given. */
  public <T> T required(String key, Type<T> type) {
    asked(key, type.expectation(), AskedKey.REQUIRED);
    if (take(key) == null) {
      problem(key, "missing; it must be " + type.expectation());
      return type.standIn();
    }
    return optional(key, type, type.standIn());
  }

  /** A value with a default. */
  public <T> T optional(String key, Type<T> type, T orElse) {
    asked(key, type.expectation(), type.json().apply(orElse).toString());
    Node.Field field = take(key);
    T read = field == null ? orElse : type.read(field.value(), path(key), problems);
    T value = read == null ? type.standIn() : read;
    resolved.set(key, type.json().apply(value));
    return value;
  }

  /**
   * A value that may be absent. It is null where the file says {@code null}, or where the key is
   * missing and there is no default.
   */
  public <T> @Nullable T nullable(String key, Type<T> type, @Nullable T orElse) {
    asked(
        key,
        type.expectation(),
        orElse == null ? AskedKey.NONE : type.json().apply(orElse).toString());
    Node.Field field = take(key);
    boolean none = field != null && isNull(field.value());
    if (none || (field == null && orElse == null)) {
      resolved.putNull(key);
      return null;
    }
    return optional(key, type, orElse == null ? type.standIn() : orElse);
  }

  /** A list of values, or null if it is not given. */
  public <T> @Nullable List<T> list(String key, Type<T> type) {
    asked(key, "a list, each " + type.expectation(), AskedKey.NONE);
    Node.Field field = take(key);
    if (field == null) {
      return null;
    }
    if (!(field.value() instanceof Node.Items items)) {
      problem(
          key, Type.described(field.value()) + "; it must be a list, each " + type.expectation());
      return List.of();
    }
    List<T> values = new ArrayList<>();
    ArrayNode array = resolved.putArray(key);
    for (int i = 0; i < items.values().size(); i++) {
      T value = type.read(items.values().get(i), path(key) + "[" + i + "]", problems);
      if (value != null) {
        values.add(value);
        array.add(type.json().apply(value));
      }
    }
    return List.copyOf(values);
  }

  /** The maps of a list, each as a section; empty if the list is not given. */
  public List<Section> sections(String key, String example) {
    Node.Field field = take(key);
    ArrayNode array = resolved.putArray(key);
    if (field == null) {
      return List.of();
    }
    if (!(field.value() instanceof Node.Items items)) {
      problem(
          key, Type.described(field.value()) + "; it must be a list of maps such as " + example);
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < items.values().size(); i++) {
      Node item = items.values().get(i);
      String itemPath = path(key) + "[" + i + "]";
      if (item instanceof Node.Fields map) {
        sections.add(new Section(map, itemPath, label(key), problems, array.addObject()));
      } else {
        problems.add(
            item.at(), itemPath, Type.described(item) + "; it must be a map such as " + example);
      }
    }
    return List.copyOf(sections);
  }

  /** A map that must be given; null after a problem. */
  @Nullable
  public Section section(String key, String example) {
    Node.Field field = take(key);
    if (field == null) {
      problem(key, "missing; it must be a map such as " + example);
      return null;
    }
    if (!(field.value() instanceof Node.Fields map)) {
      problem(key, Type.described(field.value()) + "; it must be a map such as " + example);
      return null;
    }
    return below(key, map, field.at());
  }

  /** A map that may be left out. Then it is empty, and every default holds. */
  public Section optionalSection(String key, String example) {
    Section given = has(key) ? section(key, example) : null;
    known.add(key);
    return given != null ? given : below(key, new Node.Fields(at(), Map.of()), at());
  }

  /** A map that was read in another place, as a section below a key of this one. */
  public Section below(String key, Node.Fields map, Location at) {
    Node.Fields placed = new Node.Fields(at, map.values());
    return new Section(placed, path(key), label(key), problems, resolved.putObject(key));
  }

  /** Declares keys that are bound elsewhere. */
  public void know(List<String> keys) {
    known.addAll(keys);
  }

  /** Reports every key that nobody asked for. */
  public void close() {
    fields
        .values()
        .forEach(
            (key, field) -> {
              if (!known.contains(key)) {
                problems.add(field.at(), path(key), "unknown key; " + meant(key));
              }
            });
  }

  private String meant(String key) {
    String elsewhere = problems.placeOf(key, label);
    String place = elsewhere == null ? "" : "; " + key + " belongs to " + elsewhere;
    String nearest = NearestName.of(key, known);
    if (nearest != null) {
      return "nearest known key: " + nearest + place;
    }
    return (known.isEmpty() ? "no keys are known here" : "known keys: " + String.join(", ", known))
        + place;
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar s && s.type() == Node.Type.NOTHING;
  }
}
