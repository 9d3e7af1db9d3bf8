package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Leaves;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.TreePath;
import ouroboros.experiment.yaml.Type;
import ouroboros.text.NearestName;

/**
 * Binds {@code sweep} and {@code exclude}, which may be inside {@code sweep} or next to it. Whether
 * a path exists is only checked when the cells are bound.
 */
final class SweepBinder {
  static final int CELLS = 10_000;
  private static final String EXCLUDE = "exclude";
  private static final List<String> SWEPT =
      List.of(
          "family",
          "policy",
          "size",
          "real",
          "sampling",
          "safeguards",
          "refill",
          "ecosystem",
          "inject");
  private static final List<String> SHARED =
      List.of(
          "name",
          "seed",
          "corpus",
          "generations",
          "replicates",
          "metrics",
          "metric-order",
          "evaluation",
          "keep",
          "keep-replicates");

  private final Problems problems;
  private final List<Axis> axes = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();

  private SweepBinder(Problems problems) {
    this.problems = problems;
  }

  static Sweep bind(Node.Fields file, Problems problems) {
    SweepBinder binder = new SweepBinder(problems);
    List<Node.Field> excludes = new ArrayList<>();
    Node.Field sweep = file.field("sweep");
    if (sweep != null) {
      binder.axes(sweep, excludes);
    }
    Node.Field topLevel = file.field(EXCLUDE);
    if (topLevel != null) {
      excludes.add(topLevel);
    }
    List<Point> points = binder.points(sweep);
    for (Node.Field exclude : excludes) {
      points = new Exclusion(binder.axes, problems).from(points, exclude);
    }
    return new Sweep(binder.axes, points, binder.broken);
  }

  private void axes(Node.Field sweep, List<Node.Field> excludes) {
    if (!(sweep.value() instanceof Node.Fields map)) {
      problems.add(
          sweep.at(),
          "sweep",
          Type.described(sweep.value()) + "; it must be a map such as {family.order: [1, 2, 3]}");
      return;
    }
    map.values()
        .forEach(
            (path, field) -> {
              if (path.equals(EXCLUDE)) {
                excludes.add(field);
              } else if (allowed(path, field)) {
                axis(path, field);
              }
            });
    for (Axis outer : axes) {
      axes.stream()
          .filter(a -> !a.equals(outer) && outer.covers(a.path()))
          .forEach(a -> once(outer, a));
    }
  }

  private boolean allowed(String path, Node.Field field) {
    String section = path.split("\\.", 2)[0];
    if (SWEPT.contains(section)) {
      return true;
    }
    String key = "sweep." + path;
    if (SHARED.contains(section)) {
      problems.add(
          field.at(),
          key,
          section
              + " cannot be swept: all cells share one split and one set of tables; swept can be: "
              + String.join(", ", SWEPT));
    } else {
      String nearest = NearestName.of(section, SWEPT);
      problems.add(
          field.at(),
          key,
          "unknown key; "
              + (nearest == null
                  ? "swept can be: " + String.join(", ", SWEPT)
                  : "nearest known key: " + nearest));
    }
    return false;
  }

  private void axis(String path, Node.Field field) {
    String key = "sweep." + path;
    if (!(field.value() instanceof Node.Items items) || items.values().isEmpty()) {
      boolean list = field.value() instanceof Node.Items;
      String stands = list ? "the list is empty" : Type.described(field.value());
      problems.add(field.at(), key, stands + "; it must be a list of values to cross");
      broken.add(path);
      return;
    }
    Map<String, Node> distinct = new LinkedHashMap<>();
    for (Node value : items.values()) {
      Node first = distinct.putIfAbsent(Leaves.written(value), value);
      if (first != null) {
        problems.add(
            value.at(),
            key,
            Shown.plain(Leaves.written(value)) + " is given twice; values must differ");
      }
    }
    axes.add(new Axis(path, field.at(), List.copyOf(distinct.values())));
  }

  private void once(Axis outer, Axis inner) {
    String rest = inner.path().substring(outer.path().length() + 1);
    for (Node value : outer.values()) {
      if (TreePath.of(rest).in(value) != null) {
        problems.add(
            value.at(),
            "sweep." + outer.path(),
            "sets " + inner.path() + ", which is swept too; it must be set in one of the two");
      }
    }
  }

  private List<Point> points(Node.@Nullable Field sweep) {
    double cells =
        axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    if (sweep != null && cells > CELLS) {
      problems.add(
          sweep.at(),
          "sweep",
          String.format(Locale.ROOT, "makes %.0f cells; it must be at most %d", cells, CELLS));
      return List.of();
    }
    return Sweep.cross(axes);
  }
}
