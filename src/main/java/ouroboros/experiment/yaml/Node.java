package ouroboros.experiment.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;

/** A value of a file, with its place in the file. Immutable. */
public sealed interface Node {
  /** Its place in the file. */
  Location at();

  /** How a scalar is written: plain scalars may be numbers, quoted ones are text. */
  enum Style {
    PLAIN,
    QUOTED
  }

  /**
   * The type of a scalar by the core schema of YAML 1.2, where {@code yes} is text and {@code 010}
   * is not octal.
   */
  enum Type {
    NOTHING,
    FLAG,
    WHOLE,
    NUMBER,
    TEXT
  }

  /** A single value, as it is written. */
  record Scalar(Location at, String text, Style style) implements Node {
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*+)");
    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?"
                + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** Its type. */
    public Type type() {
      if (style == Style.QUOTED) {
        return Type.TEXT;
      }
      if (NOTHING.matcher(text).matches()) {
        return Type.NOTHING;
      }
      if (FLAG.matcher(text).matches()) {
        return Type.FLAG;
      }
      if (WHOLE.matcher(text).matches()) {
        return Type.WHOLE;
      }
      return NUMBER.matcher(text).matches() ? Type.NUMBER : Type.TEXT;
    }
  }

  /** A list. */
  record Items(Location at, List<Node> values) implements Node {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A value of a map, and the place of its key. */
  record Field(Location at, Node value) {}

  /** A map, in the order of the file. */
  record Fields(Location at, Map<String, Field> values) implements Node {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a key; null if it is not given. */
    @Nullable
    public Field field(String key) {
      return values.get(key);
    }

    /** The same map with one key set. A key that exists already keeps its position. */
    Fields with(String key, Field field) {
      Map<String, Field> changed = new LinkedHashMap<>(values);
      changed.put(key, field);
      return new Fields(at, changed);
    }
  }
}
