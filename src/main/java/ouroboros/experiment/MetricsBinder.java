package ouroboros.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Binds {@code metrics}: {@code default}, {@code all}, or names of the catalogue. */
final class MetricsBinder {
  private static final String KEY = "metrics";
  private static final int HIGHEST_ORDER = 6;
  private static final String EXPECTATION = "; it must be default, all, or a list of names";

  private MetricsBinder() {}

  /** Names are those of a kind of data, with n-grams up to {@code metric-order}. */
  static MetricChoice bind(
      Section top, FamilySpec.Data data, int metricOrder, Problems problems) {
    Node.Field field = top.take(KEY);
    if (field == null) {
      top.resolved().put(KEY, "default");
      return new MetricChoice.Default();
    }
    if (field.value() instanceof Node.Items items) {
      return listed(top, items, data, metricOrder, problems);
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
      Section top, Node.Items items, FamilySpec.Data data, int metricOrder, Problems problems) {
    if (items.values().isEmpty()) {
      top.problem(KEY, "the list is empty" + EXPECTATION);
    }
    List<String> catalogue = MetricNames.of(data, metricOrder);
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < items.values().size(); i++) {
      Node item = items.values().get(i);
      String path = KEY + "[" + i + "]";
      String name = Types.text().read(item, path, problems);
      if (name != null && !catalogue.contains(name)) {
        problems.add(item.at(), path, unknown(name, data, metricOrder));
      } else if (name != null && !names.add(name)) {
        problems.add(item.at(), path, Shown.text(name) + " is given twice; once is enough");
      }
    }
    ArrayNode array = top.resolved().putArray(KEY);
    names.forEach(array::add);
    return new MetricChoice.Listed(List.copyOf(names));
  }

  private static String unknown(String name, FamilySpec.Data data, int metricOrder) {
    for (int order = metricOrder + 1; order <= HIGHEST_ORDER; order++) {
      if (MetricNames.of(data, order).contains(name)) {
        return Shown.text(name) + " needs metric-order " + order + "; it is " + metricOrder;
      }
    }
    String nearest = Nearest.of(name, MetricNames.of(data, metricOrder));
    String way =
        nearest == null
            ? "metrics: " + MetricNames.summary(data, metricOrder)
            : "nearest: " + nearest;
    return "unknown metric " + Shown.text(name) + "; " + way;
  }
}
