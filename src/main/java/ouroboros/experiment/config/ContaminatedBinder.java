package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Policy;

/**
 * Binds {@code contaminated}. The schedule is the list s_1, s_2, .. of synthetic shares; {@code
 * {from, to, generations: k}} is the list of k shares from {@code from} to {@code to} in equal
 * steps (k = 1: {@code to} alone).
 */
final class ContaminatedBinder {
  private static final String KEY = "schedule";
  private static final int LONGEST = 100_000;
  private static final Type<Double> SHARE = Types.number(Range.SHARE);

  private ContaminatedBinder() {}

  static Policy bind(Section section) {
    List<Double> schedule = schedule(section);
    Policy.RealSource source =
        section.optional("source", Types.choice(Policy.RealSource.class), Policy.RealSource.REAL);
    return new Policy.Contaminated(schedule, source);
  }

  private static List<Double> schedule(Section section) {
    Node.Field field = section.take(KEY);
    if (field == null) {
      section.problem(KEY, "missing; it must be a list of shares or {from, to, generations}");
      return List.of();
    }
    if (field.value() instanceof Node.Fields map) {
      return steps(section, section.below(KEY, map, field.at()));
    }
    List<Double> listed = section.list(KEY, SHARE);
    if (field.value() instanceof Node.Items items && items.values().isEmpty()) {
      section.problem(KEY, "the list is empty; it must hold at least one share");
    }
    return listed == null ? List.of() : listed;
  }

  private static List<Double> steps(Section section, Section map) {
    double from = map.required("from", SHARE);
    double to = map.required("to", SHARE);
    int generations = map.required("generations", Types.count(1, LONGEST));
    map.close();
    List<Double> shares = new ArrayList<>();
    ArrayNode array = section.resolved().putArray(KEY);
    for (int i = 1; i <= generations; i++) {
      double share = i == generations ? to : from + (to - from) * (i - 1) / (generations - 1);
      shares.add(share);
      array.add(share);
    }
    return shares;
  }
}
