package ouroboros.experiment.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ouroboros.experiment.Names;
import ouroboros.experiment.yaml.Type.Reading;
import ouroboros.text.NearestName;
import ouroboros.text.PeriodValue;

/** The types of single values. */
public final class Types {
  /**
   * The largest number of units. It is more than anybody draws, and products with {@link
   * #GENERATIONS} fit into a long.
   */
  public static final long UNITS = 1L << 40;

  /** The largest number of generations: more than anybody waits for. */
  public static final int GENERATIONS = 1_000_000;

  private static final int LONGEST_TEXT = 4096;

  private Types() {}

  /** A whole number, written in digits. */
  public static Type<Long> whole(long low, long high) {
    String expectation = wholeExpectation(low, high);
    return new Type<>(expectation, node -> readWhole(node, low, high), low, LongNode::valueOf);
  }

  /** A whole number as an int. */
  public static Type<Integer> count(int low, int high) {
    Type<Long> whole = whole(low, high);
    return new Type<>(
        whole.expectation(),
        node -> {
          Reading<Long> reading = whole.reader().apply(node);
          return reading.value() == null
              ? Reading.refused(reading.complaint())
              : Reading.of(reading.value().intValue());
        },
        low,
        value -> LongNode.valueOf(value));
  }

  /** A finite number. */
  public static Type<Double> number(Range range) {
    double inside = range.contains(1) ? 1 : range.low();
    return new Type<>(range.text(), node -> readNumber(node, range), inside, DoubleNode::valueOf);
  }

  /** A list whose entries have a type. */
  public static <T> Type<List<T>> list(Type<T> entry) {
    return new Type<>(
        "a list, each " + entry.expectation(),
        node -> readList(node, entry),
        List.of(),
        values -> {
          ArrayNode array = JsonNodeFactory.instance.arrayNode();
          values.forEach(value -> array.add(entry.json().apply(value)));
          return array;
        });
  }

  private static <T> Reading<List<T>> readList(Node node, Type<T> entry) {
    if (!(node instanceof Node.Items items)) {
      return Reading.refused(Type.described(node));
    }
    if (items.values().isEmpty()) {
      return Reading.refused("the list is empty");
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < items.values().size(); i++) {
      Node item = items.values().get(i);
      Reading<T> reading = entry.reader().apply(item);
      T value = reading.value();
      if (value == null) {
        String nested = reading.complaint().startsWith("[") ? "" : ": ";
        return new Reading<>(
            null,
            "[" + i + "]" + nested + reading.complaint(),
            "",
            reading.at() == null ? item.at() : reading.at());
      }
      values.add(value);
    }
    return Reading.of(List.copyOf(values));
  }

  /** {@code true} or {@code false}. */
  public static Type<Boolean> flag() {
    return new Type<>(
        "true or false",
        node ->
            node instanceof Node.Scalar s && s.type() == Node.Type.FLAG
                ? Reading.of(s.text().toLowerCase(Locale.ROOT).equals("true"))
                : Reading.refused(Type.described(node)),
        false,
        BooleanNode::valueOf);
  }

  /** Text of one line. */
  public static Type<String> text() {
    return new Type<>("text", Types::readText, "", TextNode::valueOf);
  }

  /** A whole number such as a year, or a date, as a {@link PeriodValue}. */
  public static Type<Long> period() {
    return new Type<>(
        "a whole number such as a year, or a date",
        node -> {
          if (!(node instanceof Node.Scalar s)
              || (s.type() != Node.Type.WHOLE && s.type() != Node.Type.TEXT)) {
            return Reading.refused(Type.described(node));
          }
          long value = PeriodValue.of(s.text());
          return value == PeriodValue.UNKNOWN
              ? Reading.refused(Shown.text(s.text()) + " is no period")
              : Reading.of(value);
        },
        0L,
        value -> TextNode.valueOf(PeriodValue.text(value)));
  }

  /** One of the constants of an enum, named as {@link Names#of(Enum)} says. */
  public static <E extends Enum<E>> Type<E> choice(Class<E> type) {
    return choice(List.of(type.getEnumConstants()));
  }

  /** One of these constants of an enum, at least one. */
  public static <E extends Enum<E>> Type<E> choice(List<E> constants) {
    Map<String, E> byName = new LinkedHashMap<>();
    constants.forEach(constant -> byName.put(Names.of(constant), constant));
    String expectation = "one of " + String.join(", ", byName.keySet());
    return new Type<>(
        expectation,
        node -> {
          if (!(node instanceof Node.Scalar s) || s.type() != Node.Type.TEXT) {
            return Reading.refused(Type.described(node));
          }
          E constant = byName.get(s.text());
          if (constant != null) {
            return Reading.of(constant);
          }
          String nearest = NearestName.of(s.text(), byName.keySet());
          String hint = nearest == null ? "" : "; nearest: " + nearest;
          return new Reading<>(null, Shown.text(s.text()) + " is unknown", hint);
        },
        constants.get(0),
        constant -> TextNode.valueOf(Names.of(constant)));
  }

  private static String wholeExpectation(long low, long high) {
    if (low == Long.MIN_VALUE) {
      return "a whole number of at most 64 bits";
    }
    return "a whole number in " + low + " .. " + high;
  }

  private static Reading<Long> readWhole(Node node, long low, long high) {
    if (!(node instanceof Node.Scalar s)) {
      return Reading.refused(Type.described(node));
    }
    if (s.type() == Node.Type.NUMBER) {
      return Reading.refused(Shown.plain(s.text()) + " is not a whole number");
    }
    if (s.type() != Node.Type.WHOLE) {
      return Reading.refused(Type.described(node));
    }
    try {
      long value = Long.parseLong(s.text());
      if (value >= low && value <= high) {
        return Reading.of(value);
      }
    } catch (NumberFormatException e) {
      // more than 64 bits: outside every range
    }
    return Reading.refused(Shown.plain(s.text()) + " is out of range");
  }

  private static Reading<Double> readNumber(Node node, Range range) {
    if (!(node instanceof Node.Scalar s)
        || (s.type() != Node.Type.WHOLE && s.type() != Node.Type.NUMBER)) {
      return Reading.refused(Type.described(node));
    }
    String shown = Shown.plain(s.text());
    if (s.text().contains(".i") || s.text().contains(".I") || s.text().matches("\\.[nN].*")) {
      return Reading.refused(shown + " is not finite");
    }
    double value = Double.parseDouble(s.text());
    if (Double.isInfinite(value)) {
      return Reading.refused(shown + " is larger than any number of 64 bits");
    }
    if (value == 0 && s.text().split("[eE]", 2)[0].matches(".*[1-9].*")) {
      return Reading.refused(shown + " is smaller than any number of 64 bits");
    }
    return range.contains(value)
        ? Reading.of(value == 0 ? 0.0 : value)
        : Reading.refused(shown + " is out of range");
  }

  private static Reading<String> readText(Node node) {
    if (!(node instanceof Node.Scalar s)) {
      return Reading.refused(Type.described(node));
    }
    if (s.type() != Node.Type.TEXT) {
      String quoted = s.type() == Node.Type.NOTHING ? "" : " (write it in quotes)";
      return Reading.refused(Type.described(node) + quoted);
    }
    if (s.text().isBlank()) {
      return Reading.refused("the text is empty");
    }
    if (s.text().length() > LONGEST_TEXT) {
      return Reading.refused("the text is longer than " + LONGEST_TEXT + " characters");
    }
    if (s.text().codePoints().anyMatch(Character::isISOControl)) {
      return Reading.refused(Shown.text(s.text()) + " holds control characters");
    }
    return Reading.of(s.text());
  }
}
