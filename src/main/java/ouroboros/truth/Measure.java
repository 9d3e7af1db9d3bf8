package ouroboros.truth;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured of a model; subject {@code model}.
 *
 * @param metric a known-truth metric
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
