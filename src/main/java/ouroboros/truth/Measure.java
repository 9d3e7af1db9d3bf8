package ouroboros.truth;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A metric of a model and its scope. The subject is {@code model}.
 *
 * @param metric name of a metric of known truths
 * @param scope {@code all} or {@code component=k}
 */
public record Measure(String metric, String scope) implements Serializable {

  static List<Measure> list(String... metrics) {
    return Stream.of(metrics)
        .filter(metric -> !metric.isEmpty())
        .map(metric -> new Measure(metric, "all"))
        .toList();
  }

  static List<Measure> ofTypes() {
    return list(
        "heterozygosity-ratio", "support", "alive", "mixed", "missing-mass", "mean-squared-error");
  }
}
