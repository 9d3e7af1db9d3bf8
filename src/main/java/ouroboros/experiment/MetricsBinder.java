package ouroboros.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Binds {@code metrics}: {@code default}, {@code all}, or names of the catalogue. */
final class MetricsBinder {
  private static final String KEY = "metrics";
  private static final String EXPECTATION = "; it must be default, all, or a list of names";

  private MetricsBinder() {}

  /** The catalogue holds every name that may be asked for. */
  static MetricChoice bind(Section top, List<String> catalogue, Problems problems) {
    Node.Field field = top.take(KEY);
    if (field == null) {
      top.resolved().put(KEY, "default");
      return new MetricChoice.Default();
    }
    if (field.value() instanceof Node.Items items) {
      return listed(top, items, catalogue, problems);
    }
    if (field.value() instanceof Node.Scalar s && s.text().equals("all")) {
      top.resolved().put(KEY, "all");
      return new MetricChoice.All();
    }
    if (!(field.value() instanceof Node.Scalar s) || !s.text().equals("default")) {
      top.problem(KEY, Type.described(field.value()) + EXPECTATION);
    }
    top.resolved().put(KEY, "default");
    return new MetricChoice.Default();
  }

  private static MetricChoice listed(
      Section top, Node.Items items, List<String> catalogue, Problems problems) {
    if (items.values().isEmpty()) {
      top.problem(KEY, "the list is empty" + EXPECTATION);
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < items.values().size(); i++) {
      Node item = items.values().get(i);
      String path = KEY + "[" + i + "]";
      String name = Types.text().read(item, path, problems);
      if (name == null) {
        continue;
      }
      if (!catalogue.contains(name)) {
        String nearest = Nearest.of(name, catalogue);
        String way =
            nearest == null ? "metrics: " + String.join(", ", catalogue) : "nearest: " + nearest;
        problems.add(item.at(), path, "unknown metric " + Shown.text(name) + "; " + way);
      } else if (!names.add(name)) {
        problems.add(item.at(), path, Shown.text(name) + " is given twice; once is enough");
      }
    }
    ArrayNode array = top.resolved().putArray(KEY);
    names.forEach(array::add);
    return new MetricChoice.Listed(List.copyOf(names));
  }
}
