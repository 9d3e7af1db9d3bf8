package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.metric.CountMetric;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.KnownTruthMetric;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.RarefiedMetric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.SizeMetric;
import ouroboros.text.NearestName;

/** Binds {@code metrics}: {@code default}, {@code all}, or names of the catalogue. */
final class MetricsBinder {
  private static final String KEY = "metrics";
  private static final String EXPECTATION = "; it must be default, all, or a list of names";
  private static final int HIGHEST_ORDER = 6;
  private static final String DEFAULT = "default";
  private static final String ALL = "all";

  /** The metrics of mixtures that mixtures of n-gram models have too. */
  /** The metrics of gates that need no text. */
  private static final Set<Metric> OF_BLIND_GATES =
      Set.of(
          SafeguardMetric.GATE_KEPT,
          SafeguardMetric.CANDIDATES,
          SafeguardMetric.REAL_UNITS_USED,
          SafeguardMetric.CONTAMINATION);

  private static final Set<MixtureMetric> WEIGHTS =
      Set.of(MixtureMetric.COMPONENT_ENTROPY, MixtureMetric.EFFECTIVE_COMPONENTS);

  private final List<Metric> catalogue;
  private final int metricOrder;
  private final Problems problems;

  private MetricsBinder(Set<FamilySpec.Unit> units, int metricOrder, Problems problems) {
    this.catalogue =
        MetricCatalogue.all().stream()
            .filter(metric -> units.stream().anyMatch(unit -> has(unit, metric)))
            .toList();
    this.metricOrder = metricOrder;
    this.problems = problems;
  }

  /** Whether some family with this kind of unit can have the metric. */
  static boolean has(FamilySpec.Unit unit, Metric metric) {
    return switch (unit) {
      case POINT ->
          metric instanceof KnownTruthMetric
              || metric instanceof SafeguardMetric
              || (metric instanceof EcosystemMetric && metric != EcosystemMetric.POOL_RETENTION);
      case DOCUMENT, PARAGRAPH ->
          metric instanceof MixtureMetric
              || metric instanceof CountMetric
              || metric instanceof RarefiedMetric
              || metric instanceof EcosystemMetric
              || OF_BLIND_GATES.contains(metric)
              || metric == SizeMetric.TOKENS;
      case SENTENCE ->
          WEIGHTS.contains(metric)
              || !(metric instanceof KnownTruthMetric || metric instanceof MixtureMetric);
    };
  }

  /**
   * Binds the section. The known names are the metrics that some of the units can have, with
   * n-grams up to {@code metric-order}.
   */
  static MetricChoice bind(
      Section top, Set<FamilySpec.Unit> units, int metricOrder, Problems problems) {
    Node.Field field = top.take(KEY);
    if (field != null && field.value() instanceof Node.Items items) {
      return new MetricsBinder(units, metricOrder, problems).listed(top, items);
    }
    boolean all = field != null && isWord(field.value(), ALL);
    if (field != null && !all && !isWord(field.value(), DEFAULT)) {
      top.problem(KEY, Type.described(field.value()) + EXPECTATION);
    }
    top.resolved().put(KEY, all ? ALL : DEFAULT);
    return all ? new MetricChoice.All() : new MetricChoice.Default();
  }

  private static boolean isWord(Node node, String word) {
    return node instanceof Node.Scalar s && s.text().equals(word);
  }

  private MetricChoice listed(Section top, Node.Items items) {
    if (items.values().isEmpty()) {
      top.problem(KEY, "the list is empty" + EXPECTATION);
    }
    List<String> known = names(metricOrder);
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < items.values().size(); i++) {
      Node item = items.values().get(i);
      String path = KEY + "[" + i + "]";
      String name = Types.text().read(item, path, problems);
      if (name != null && !known.contains(name)) {
        problems.add(item.at(), path, unknown(name, known));
      } else if (name != null && !names.add(name)) {
        problems.add(item.at(), path, Shown.text(name) + " is given twice; once is enough");
      }
    }
    ArrayNode array = top.resolved().putArray(KEY);
    names.forEach(array::add);
    return new MetricChoice.Listed(List.copyOf(names));
  }

  /** The names that exist: {@code types-n} means every n, {@code types-1} one n. */
  private List<String> names(int order) {
    List<String> names = new ArrayList<>(List.of(DEFAULT, ALL));
    for (Metric metric : catalogue) {
      names.add(metric.id());
      names.addAll(metric.written(1, order));
    }
    return names;
  }

  private String unknown(String name, List<String> known) {
    for (int order = metricOrder + 1; order <= HIGHEST_ORDER; order++) {
      if (names(order).contains(name)) {
        return Shown.text(name) + " needs metric-order " + order + "; it is " + metricOrder;
      }
    }
    String nearest = NearestName.of(name, known);
    String way =
        nearest == null
            ? "metrics: " + String.join(", ", catalogue.stream().map(Metric::id).toList())
            : "nearest: " + nearest;
    return "unknown metric " + Shown.text(name) + "; " + way;
  }
}
