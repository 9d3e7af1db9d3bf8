package ouroboros.report.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import ouroboros.inference.Comparison;
import ouroboros.metric.Measurement;
import ouroboros.metric.count.TextSize;

/** A comparison, in the form that {@code measure} prints. */
public final class ComparisonJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ComparisonJson() {}

  /**
   * One JSON object: {@code metrics}, an array of {metric, subject, scope, value} with {low, high,
   * interval}, {baseline} and {real} where they are known; {@code real} and {@code candidate}, the
   * sizes of the two texts; {@code rarefiedTo}, {@code undefined}, {@code notices}.
   *
   * @param notices what was skipped or replaced while the candidate was read
   */
  public static String of(Comparison comparison, Map<String, Long> notices) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode metrics = all.putArray("metrics");
    comparison.rows().forEach(row -> put(row, metrics.addObject()));
    put(comparison.real(), all.putObject("real"));
    put(comparison.subject(), all.putObject("candidate"));
    all.set("rarefiedTo", JSON.valueToTree(comparison.rarefiedTo()));
    all.set("undefined", JSON.valueToTree(comparison.undefined()));
    all.set("notices", JSON.valueToTree(notices));
    return all.toString();
  }

  private static void put(Comparison.Row row, ObjectNode into) {
    Measurement m = row.measured();
    into.put("metric", m.metric());
    into.put("subject", m.subject().word());
    into.put("scope", m.scope());
    into.put("value", m.value());
    row.interval()
        .ifPresent(
            i ->
                into.put("low", i.low()).put("high", i.high()).put("interval", i.method().label()));
    row.baseline().ifPresent(baseline -> into.put("baseline", baseline));
    row.real().ifPresent(real -> into.put("real", real));
  }

  private static void put(TextSize size, ObjectNode into) {
    into.put("sentences", size.sentences()).put("tokens", size.tokens());
  }
}
