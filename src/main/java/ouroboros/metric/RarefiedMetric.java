package ouroboros.metric;

import java.util.function.ToDoubleBiFunction;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.Rarefaction;

/**
 * Count metrics rarefied to m n-gram tokens, with one m per experiment, so that texts of different
 * sizes can be compared. They are expectations over subsamples drawn without replacement, see
 * {@link Rarefaction}.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts and pure functions
public enum RarefiedMetric implements Metric {
  /** Expected types. */
  TYPES(
      "types-n@",
      "Distinct n-grams expected among m of the subject's n-gram tokens.",
      "sum 1 - C(N - s, m)/C(N, m)",
      "types | 1 .. m | S. H. Hurlbert (1971), doi:10.2307/1934145",
      Rarefaction::types),

  /** Expected hapaxes. */
  HAPAX(
      "hapax-n@",
      "n-grams expected exactly once among m of the subject's n-gram tokens.",
      "sum s C(N - s, m - 1)/C(N, m)",
      "types | 0 .. m | S. H. Hurlbert (1971), doi:10.2307/1934145",
      Rarefaction::hapaxes),

  /** Expected plug-in entropy. */
  ENTROPY(
      "entropy-n@",
      "Plug-in entropy expected of m of the subject's n-gram tokens.",
      "sum E[-(k/m) log2(k/m)], k hypergeometric (N, s, m)",
      "bits | 0 .. log2 m | C. E. Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x; the"
          + " expectation: here",
      Rarefaction::entropy),

  /** Expected types per token. */
  DISTINCT(
      "distinct-n@",
      "Distinct n-grams per token expected among m of the subject's n-gram tokens.",
      "types-n@ / m",
      "share | 1/m .. 1 | J. Li et al. (2016), arXiv 1510.03055",
      (counts, m) -> Rarefaction.types(counts, m) / m);

  private final Description description;
  private final ToDoubleBiFunction<CountHistogram, Long> value;

  RarefiedMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      ToDoubleBiFunction<CountHistogram, Long> value) {
    this.description =
        Description.usual(
            id,
            meaning,
            formula,
            unitRangeSource,
            "N < m, or fractional weights",
            "as its raw twin, without the effect of the text's size.",
            "With a small m only frequent types count; do not compare different n.");
    this.value = value;
  }

  /** The value; NaN if it is undefined, which {@link Measurements} counts. */
  public double of(CountState state) {
    long m = state.rarefyTo().orElse(0);
    return m < 1 || state.unit() != 1 || state.subjectCounts().tokens() < m
        ? Double.NaN
        : value.applyAsDouble(state.subjectCounts(), m);
  }

  @Override
  public Description description() {
    return description;
  }
}
