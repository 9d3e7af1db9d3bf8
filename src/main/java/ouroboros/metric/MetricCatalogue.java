package ouroboros.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All metrics, in the order of the documentation. */
public final class MetricCatalogue {
  private static final List<Metric> ALL =
      Stream.<Metric[]>of(
              SizeMetric.values(),
              CountMetric.values(),
              RarefiedMetric.values(),
              SentenceMetric.values(),
              StrataMetric.values(),
              TextModelMetric.values(),
              MixtureMetric.values(),
              SafeguardMetric.values(),
              EcosystemMetric.values(),
              KnownTruthMetric.values())
          .flatMap(Stream::of)
          .toList();

  private MetricCatalogue() {}

  /** Every metric. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Every name that a table may contain, with n written out for 1 .. {@code order}. */
  public static List<String> names(int order) {
    List<String> names = new ArrayList<>();
    for (Metric metric : ALL) {
      names.addAll(metric.written(1, order));
    }
    return Collections.unmodifiableList(names);
  }

  /** The metric with this name in a table, for any n; empty if there is none. */
  public static Optional<Metric> named(String written) {
    String id = written.replaceFirst("-[1-9](@?)$", "-n$1");
    return ALL.stream()
        .filter(metric -> metric.id().equals(written) || metric.id().equals(id))
        .findFirst();
  }

  /** The documentation page, as in {@code src/site/markdown/metrics.md}. */
  public static String markdown() {
    return MetricCataloguePage.markdown(ALL);
  }
}
