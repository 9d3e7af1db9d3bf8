package ouroboros.experiment.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.text.NearestName;

/**
 * What every key of an experiment file and every kind means. The text is in {@code keys.txt} and
 * {@code kinds.txt}; tests compare it with the keys that the binders ask for, and with the sealed
 * types.
 */
public final class KeyReference {
  private static final int KEY_PARTS = 5;
  private static final int KIND_PARTS = 7;
  private static final String EVERY = "*";
  private static final String AS = "as ";
  private static final List<Key> KEYS =
      lines("keys.txt", KEY_PARTS).stream()
          .map(each -> new Key(each.get(0), each.get(1), each.get(2), each.get(3), each.get(4)))
          .toList();
  private static final List<Kind> KINDS =
      lines("kinds.txt", KIND_PARTS).stream()
          .map(
              each ->
                  new Kind(
                      each.get(0),
                      each.get(1),
                      each.get(2),
                      each.get(3),
                      each.get(4),
                      each.get(5),
                      each.get(6)))
          .toList();

  private KeyReference() {}

  /**
   * A key.
   *
   * @param path with kinds in brackets, separated by commas; {@code *} is every kind
   * @param type what it must be
   * @param byDefault its default, {@code required} or {@code none}
   */
  public record Key(String path, String type, String byDefault, String meaning, String example) {
    /** The path as it is written in messages and after {@code --set}, without kinds. */
    public String plain() {
      return path.replaceAll("\\([^)]*\\)", "");
    }

    /** Whether a path with kinds in brackets is this key. */
    boolean covers(String label) {
      StringBuilder pattern = new StringBuilder();
      for (String part : path.split("(?=[()])", -1)) {
        String kinds = part.substring(Math.min(1, part.length()));
        if (!part.startsWith("(")) {
          pattern.append(Pattern.quote(part));
        } else if (kinds.equals(EVERY)) {
          pattern.append("\\([^()]*");
        } else {
          pattern.append("\\((").append(kinds.replace(',', '|')).append(')');
        }
      }
      return label.matches(pattern.toString());
    }

    /** Whether a path is below this one, and this one has the keys of another. */
    boolean isAbove(String label) {
      return type.startsWith(AS) && label.startsWith(path);
    }

    /** The entry of a path below this one. */
    @Nullable Key of(String label) {
      return KeyReference.of(type.substring(AS.length()) + label.substring(path.length()));
    }

    /** Whether it is a key of a kind. */
    boolean isOf(Kind kind) {
      String start = kind.key() + "(";
      if (!path.startsWith(start)) {
        return false;
      }
      String kinds = path.substring(start.length(), path.indexOf(')', start.length()));
      return kinds.equals(EVERY) || List.of(kinds.split(",", -1)).contains(kind.name());
    }

    /** Whether a query such as {@code policy.anchor.real} or {@code policy.real} names this key. */
    boolean isNamed(String query) {
      return query.equals(path) || query.equals(plain()) || covers(bracketed(query));
    }

    /** Turns the second name of a query into a kind, where this path has a kind there. */
    private String bracketed(String query) {
      int open = path.indexOf('(');
      String[] names = query.split("\\.", -1);
      if (open < 0 || names.length < 2 || !names[0].equals(path.substring(0, open))) {
        return query;
      }
      String rest = String.join(".", Arrays.asList(names).subList(2, names.length));
      return names[0] + "(" + names[1] + ")" + (rest.isEmpty() ? "" : "." + rest);
    }

    /** The entry in a few lines. */
    String text() {
      return path
          + "\n  "
          + meaning
          + "\n  type: "
          + type
          + "\n  default: "
          + byDefault
          + "\n  example: "
          + example
          + "\n";
    }
  }

  /**
   * A kind of policy, family, smoothing or safeguard.
   *
   * @param formula T_g in symbols; {@code -} where there is none
   */
  public record Kind(
      String group,
      String name,
      String formula,
      String meaning,
      String when,
      String law,
      String price) {
    /** The key that takes kinds of this group. */
    public String key() {
      return group.equals("safeguard")
          ? "safeguards"
          : group.equals("smoothing") ? "family(ngram,ngram-mixture).smoothing" : group;
    }

    /** The entry in a few lines. */
    String text() {
      StringBuilder text = new StringBuilder(group + " " + name + "\n  " + meaning + "\n");
      add(text, "formula", formula);
      add(text, "when", when);
      add(text, "law", law);
      add(text, "price", price);
      return text.toString();
    }

    private static void add(StringBuilder text, String what, String said) {
      if (!said.equals("-")) {
        text.append("  ").append(what).append(": ").append(said).append('\n');
      }
    }
  }

  /** All keys, in the order of the documentation. */
  public static List<Key> keys() {
    return KEYS;
  }

  /** All kinds, in the order of the documentation. */
  public static List<Kind> kinds() {
    return KINDS;
  }

  /**
   * The entry of a path with kinds in brackets; null if there is none. Below an entry of the type
   * {@code as KEY}, the keys are those of KEY.
   */
  public static @Nullable Key of(String label) {
    return KEYS.stream()
        .filter(key -> key.path().equals(label))
        .findFirst()
        .or(() -> KEYS.stream().filter(key -> key.covers(label)).findFirst())
        .or(() -> KEYS.stream().filter(key -> key.isAbove(label)).findFirst().map(k -> k.of(label)))
        .orElse(null);
  }

  /**
   * What is known of a query: a key ({@code corpus.text}), a kind ({@code policy.window}), a key of
   * a kind ({@code policy.anchor.real}), or a group of either ({@code policy}). Null for nothing.
   */
  public static @Nullable String explain(String query) {
    StringBuilder text = new StringBuilder();
    String asked = query.strip();
    List<Kind> kinds =
        KINDS.stream()
            .filter(
                kind ->
                    asked.equals(kind.name())
                        || asked.equals(kind.group() + "." + kind.name())
                        || asked.equals(kind.key() + "." + kind.name()))
            .toList();
    kinds.forEach(kind -> text.append(kind.text()));
    for (Key key : KEYS) {
      boolean isOfKind = kinds.stream().anyMatch(key::isOf);
      if (key.isNamed(asked) || isOfKind) {
        text.append(key.text());
      }
    }
    List<String> ofGroup =
        KINDS.stream()
            .filter(kind -> asked.equals(kind.group()) || asked.equals(kind.key()))
            .map(kind -> "  " + kind.name() + ": " + kind.meaning())
            .toList();
    if (!ofGroup.isEmpty()) {
      text.append("kinds:\n").append(String.join("\n", ofGroup)).append('\n');
    } else if (kinds.isEmpty()) {
      KEYS.stream()
          .filter(key -> key.plain().startsWith(asked + "."))
          .forEach(key -> text.append(key.text()));
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** The known names that are nearest to a query, the nearest first. */
  public static List<String> nearest(String query) {
    Set<String> names = new LinkedHashSet<>();
    KEYS.forEach(key -> names.add(key.plain()));
    KINDS.forEach(kind -> names.add(kind.group() + "." + kind.name()));
    return NearestName.ranked(query, names).stream().limit(KEY_PARTS).toList();
  }

  /**
   * Where a key belongs that is unknown in a map: in words, the places near the map first.
   *
   * @param map its path, with kinds in brackets
   */
  public static List<String> placesOf(String name, String map) {
    String here = map.replaceAll("\\([^)]*\\)", "") + "." + name;
    return KEYS.stream()
        .filter(key -> key.path().endsWith("." + name) || key.path().equals(name))
        .filter(key -> key.path().contains("(") || !key.path().equals(here))
        .sorted(Comparator.comparingInt((Key key) -> -common(key.path(), map)))
        .map(KeyReference::place)
        .toList();
  }

  private static String place(Key key) {
    if (key.plain().equals(key.path())) {
      return key.path().contains(".") ? key.path() : "the top of the file";
    }
    String kind = key.path().replaceAll("^.*\\(([^)]*)\\)[^(]*$", "$1");
    return key.plain()
        + (kind.equals(EVERY) ? " of other kinds" : " of kind " + kind.replace(",", ", "));
  }

  private static int common(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }

  private static List<List<String>> lines(String resource, int parts) {
    try (InputStream in =
        Objects.requireNonNull(
            KeyReference.class.getResourceAsStream("/ouroboros/experiment/" + resource))) {
      List<List<String>> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          List<String> cells = List.of(line.split(" \\| ", -1));
          if (cells.size() != parts) {
            throw new IllegalStateException(resource + ": " + line);
          }
          lines.add(cells);
        }
      }
      return List.copyOf(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
