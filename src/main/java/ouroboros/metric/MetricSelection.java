package ouroboros.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ouroboros.text.NearestName;

/**
 * The metrics that an experiment measures: {@code default}, {@code all}, or names. {@code types-n}
 * means every n from 1 to {@code metric-order}, {@code types-2} only n = 2.
 */
public final class MetricSelection implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int MOST_ORDERS = 6;

  private final TreeSet<String> names;

  private MetricSelection(Set<String> names) {
    this.names = new TreeSet<>(names);
  }

  /**
   * The metrics of {@code wanted} for n = 1 .. {@code order}; the list may mix names with the words
   * {@code default} and {@code all}.
   *
   * @throws IllegalArgumentException with all {@link #problems}
   */
  public static MetricSelection of(List<String> wanted, int order) {
    List<String> problems = problems(wanted, order);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    Set<String> names = new HashSet<>();
    for (Metric metric : MetricCatalogue.all()) {
      List<String> written = metric.written(1, order);
      if (wanted.contains("all")
          || wanted.contains(metric.id())
          || (metric.isDefault() && wanted.contains("default"))) {
        names.addAll(written);
      }
      written.stream().filter(wanted::contains).forEach(names::add);
    }
    return new MetricSelection(names);
  }

  /**
   * One message for each unknown name, with the nearest name that exists; empty if all names are
   * known.
   */
  public static List<String> problems(List<String> wanted, int order) {
    Set<String> known = MetricCatalogue.all().stream().map(Metric::id).collect(Collectors.toSet());
    known.addAll(MetricCatalogue.names(order));
    known.add("default");
    known.add("all");
    List<String> problems = new ArrayList<>();
    for (String name : wanted) {
      if (!known.contains(name)) {
        problems.add(
            String.format(
                Locale.ROOT,
                "no metric is called '%s' for metric-order %d; nearest: %s; `metrics` takes default, all or a list of names",
                name,
                order,
                NearestName.ranked(name, known).get(0)));
      }
    }
    return problems;
  }

  /** The wanted metrics that a condition keeps. */
  public MetricSelection only(Predicate<Metric> kept) {
    Set<String> left = new HashSet<>(names);
    for (Metric metric : MetricCatalogue.all()) {
      if (!kept.test(metric)) {
        left.removeAll(metric.written(1, MOST_ORDERS));
      }
    }
    return new MetricSelection(left);
  }

  /** Whether the metric is wanted, for at least one n if it is measured for several. */
  public boolean includes(Metric metric) {
    return metric.written(1, MOST_ORDERS).stream().anyMatch(names::contains);
  }

  /** Whether the metric is wanted for this n. */
  public boolean includes(Metric metric, int n) {
    return names.contains(metric.written(n));
  }

  /** Whether at least one of these metrics is wanted, for at least one n. */
  public boolean includesAny(Metric... metrics) {
    return Stream.of(metrics).anyMatch(this::includes);
  }

  /** All wanted names, with n written out, sorted. */
  public SortedSet<String> names() {
    return new TreeSet<>(names);
  }
}
