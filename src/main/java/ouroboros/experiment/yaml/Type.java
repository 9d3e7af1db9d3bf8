package ouroboros.experiment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be.
 *
 * @param expectation completes "it must be"
 * @param reader the value of a node, or why there is none
 * @param standIn what binding goes on with after a problem
 * @param json the value in the resolved spec
 */
public record Type<T>(
    String expectation, Function<Node, Reading<T>> reader, T standIn, Function<T, JsonNode> json) {

  /**
   * What reading gave.
   *
   * @param value null if there is a complaint
   * @param complaint what is wrong, before the expectation
   * @param hint what may have been meant, after it; or empty
   */
  public record Reading<T>(@Nullable T value, String complaint, String hint) {
    public static <T> Reading<T> of(T value) {
      return new Reading<>(value, "", "");
    }

    public static <T> Reading<T> refused(String complaint) {
      return new Reading<>(null, complaint, "");
    }
  }

  /** The value; a problem and null if there is none. */
  @Nullable
  public T read(Node node, String path, Problems problems) {
    Reading<T> reading = reader.apply(node);
    if (reading.value == null) {
      problems.add(
          node.at(), path, reading.complaint + "; it must be " + expectation + reading.hint);
    }
    return reading.value;
  }

  /** What stands there, said in a few words. */
  public static String described(Node node) {
    if (node instanceof Node.Fields) {
      return "here stands a map";
    }
    if (node instanceof Node.Items) {
      return "here stands a list";
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
