package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.text.NearestName;

/**
 * The kinds of one catalogue, and how each is bound. The key {@code kind} of a map says which kind
 * it is.
 */
final class Kinds<T> {
  /** Binds one kind from its map. */
  interface Binder<T> {
    /** The value; null after a problem for which there is no substitute value. */
    @Nullable T bind(Section section);
  }

  private final String noun;
  private final Map<String, Binder<? extends T>> binders = new LinkedHashMap<>();

  /** An empty catalogue of things called {@code noun} in messages. */
  Kinds(String noun) {
    this.noun = noun;
  }

  /** Adds a kind. */
  Kinds<T> kind(String name, Binder<? extends T> binder) {
    binders.put(name, binder);
    return this;
  }

  /** The names of the kinds, in the order in which they were added. */
  List<String> names() {
    return List.copyOf(binders.keySet());
  }

  /** Binds the map and reports its unknown keys; null after a problem. */
  @Nullable T bind(Section section) {
    Node.Field field = section.take("kind");
    if (field == null) {
      section.problem("kind", "missing; " + kindsThatExist());
      return null;
    }
    if (!(field.value() instanceof Node.Scalar s) || s.type() != Node.Type.TEXT) {
      section.problem("kind", Type.described(field.value()) + "; " + kindsThatExist());
      return null;
    }
    Binder<? extends T> binder = binders.get(s.text());
    if (binder == null) {
      String nearest = NearestName.of(s.text(), binders.keySet());
      String hint = nearest == null ? "" : "; nearest: " + nearest;
      section.problem(
          "kind", "unknown " + noun + " " + Shown.text(s.text()) + "; " + kindsThatExist() + hint);
      return null;
    }
    section.resolved().set("kind", TextNode.valueOf(s.text()));
    T bound = binder.bind(section);
    section.close();
    return bound;
  }

  private String kindsThatExist() {
    return "kinds: " + String.join(", ", binders.keySet());
  }
}
