package ouroboros.experiment.yaml;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The leaves of a swept value, by path, {@code kind} before the other keys of its map. A number is
 * written as Java writes its long or double, so that 0.10 and 0.1 are the same. Text is written
 * without quotes, unless it could be mistaken for something else.
 */
public final class Leaves {
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_./+@*:-]+");

  private Leaves() {}

  /** The value of each path. A list is one leaf; an empty map is a leaf too. */
  public static Map<String, String> of(String path, Node node) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(path, node, leaves);
    return leaves;
  }

  private static void collect(String path, Node node, Map<String, String> leaves) {
    if (node instanceof Node.Fields map && !map.values().isEmpty()) {
      ordered(map).forEach((key, value) -> collect(path + "." + key, value, leaves));
    } else {
      leaves.put(path, written(node));
    }
  }

  private static Map<String, Node> ordered(Node.Fields map) {
    Map<String, Node> ordered = new LinkedHashMap<>();
    Node.Field kind = map.field("kind");
    if (kind != null) {
      ordered.put("kind", kind.value());
    }
    map.values().forEach((key, field) -> ordered.putIfAbsent(key, field.value()));
    return ordered;
  }

  /** A value as part of a name: one line, unambiguous, without invisible characters. */
  public static String written(Node node) {
    if (node instanceof Node.Items items) {
      List<String> each = new ArrayList<>();
      items.values().forEach(item -> each.add(entry(item)));
      return "[" + String.join(",", each) + "]";
    }
    if (node instanceof Node.Fields map) {
      List<String> each = new ArrayList<>();
      ordered(map).forEach((key, value) -> each.add(key + "=" + written(value)));
      return "{" + String.join(",", each) + "}";
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (scalar.type()) {
      case NOTHING -> "null";
      case FLAG -> scalar.text().toLowerCase(Locale.ROOT);
      case WHOLE -> whole(scalar.text());
      case NUMBER -> number(scalar.text());
      case TEXT -> {
        boolean bare =
            BARE.matcher(scalar.text()).matches()
                && new Node.Scalar(scalar.at(), scalar.text(), Node.Style.PLAIN).type()
                    == Node.Type.TEXT;
        yield bare ? scalar.text() : Shown.whole(TextNode.valueOf(scalar.text()).toString());
      }
    };
  }

  /** An entry of a list: a map with a kind is written {@code thin(share=0.5)}. */
  private static String entry(Node item) {
    if (!(item instanceof Node.Fields map) || map.field("kind") == null) {
      return written(item);
    }
    List<String> others = new ArrayList<>();
    String kind = "";
    for (Map.Entry<String, Node> field : ordered(map).entrySet()) {
      if (field.getKey().equals("kind")) {
        kind = written(field.getValue());
      } else {
        others.add(field.getKey() + "=" + written(field.getValue()));
      }
    }
    return others.isEmpty() ? kind : kind + "(" + String.join(",", others) + ")";
  }

  /** Whether every leaf of {@code part} occurs in {@code whole} with an equal value. */
  public static boolean contain(Map<String, String> whole, Map<String, String> part) {
    return part.entrySet().stream()
        .allMatch(
            leaf -> {
              String value = whole.get(leaf.getKey());
              return value != null && equal(value, leaf.getValue());
            });
  }

  private static boolean equal(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    try {
      return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String whole(String text) {
    try {
      return Long.toString(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static String number(String text) {
    try {
      return Double.toString(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
