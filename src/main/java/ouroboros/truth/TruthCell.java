package ouroboros.truth;

import java.io.Serializable;
import java.util.List;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * One cell of an experiment with a known truth.
 *
 * @param family with its truth
 * @param policy what T_g is made of
 * @param real points of R, drawn from the truth, >= 1
 * @param size points drawn per synthetic generation, >= 1
 * @param generations models M_0 .. M_generations
 * @param temperature of draws from {@code categorical} and {@code zipf} models: probabilities to
 *     the power 1/temperature; 1 elsewhere
 * @param metrics names to measure; empty: all that the family has
 */
public record TruthCell(
    TruthSpec family,
    Policy policy,
    long real,
    long size,
    int generations,
    double temperature,
    List<String> metrics)
    implements Serializable {
  public TruthCell {
    metrics = List.copyOf(metrics);
  }

  /** With temperature 1 and all metrics. */
  public static TruthCell of(
      TruthSpec family, Policy policy, long real, long size, int generations) {
    return new TruthCell(family, policy, real, size, generations, 1, List.of());
  }

  /** What is measured, in order. */
  public List<Measure> measures() {
    return family.measures().stream()
        .filter(measure -> metrics.isEmpty() || metrics.contains(measure.metric()))
        .toList();
  }

  /** The stock before anything is drawn. */
  public AvailableUnits stock() {
    return AvailableUnits.ofTruth(real, size);
  }
}
