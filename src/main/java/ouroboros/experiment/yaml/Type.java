package ouroboros.experiment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;

/**
 * The type of a value: what it must be, and how it is read.
 *
 * @param expectation completes "it must be"
 * @param reader gives the value of a node, or the reason why there is none
 * @param standIn the substitute value with which binding continues after a problem
 * @param json gives the value in the resolved spec
 */
public record Type<T>(
    String expectation, Function<Node, Reading<T>> reader, T standIn, Function<T, JsonNode> json) {

  /**
   * The result of reading a value.
   *
   * @param value the value; null if there is a complaint
   * @param complaint what is wrong; the message continues with the expectation
   * @param hint what may have been meant, after the expectation; empty for nothing
   * @param at the place of what is wrong; null for that of the value
   */
  public record Reading<T>(
      @Nullable T value, String complaint, String hint, @Nullable Location at) {
    public Reading(@Nullable T value, String complaint, String hint) {
      this(value, complaint, hint, null);
    }

    public static <T> Reading<T> of(T value) {
      return new Reading<>(value, "", "");
    }

    public static <T> Reading<T> refused(String complaint) {
      return new Reading<>(null, complaint, "");
    }
  }

  /** Reads the value. If there is none, reports a problem and returns null. */
  @Nullable
  public T read(Node node, String path, Problems problems) {
    Reading<T> reading = reader.apply(node);
    if (reading.value == null) {
      problems.add(
          reading.at == null ? node.at() : reading.at,
          path,
          reading.complaint + "; it must be " + expectation + reading.hint);
    }
    return reading.value;
  }

  /** A value, described in a few words. */
  public static String described(Node node) {
    if (node instanceof Node.Fields) {
      return "here is a map";
    }
    if (node instanceof Node.Items) {
      return "here is a list";
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (scalar.type()) {
      case NOTHING -> "there is no value";
      case FLAG -> Shown.plain(scalar.text()) + " is true or false";
      case WHOLE, NUMBER -> Shown.plain(scalar.text()) + " is a number";
      case TEXT -> Shown.text(scalar.text()) + " is text";
    };
  }
}
