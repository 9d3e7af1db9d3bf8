package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;

/** The names of metrics that may be asked for. */
final class MetricNames {
  private static final List<String> PER_ORDER =
      List.of(
          "types",
          "retention",
          "lost-mass",
          "novel",
          "excess-novel",
          "hapax",
          "entropy",
          "heterozygosity",
          "hill-2",
          "js",
          "tv",
          "hellinger",
          "kl",
          "distinct");
  private static final List<String> RAREFIED = List.of("types", "hapax", "entropy", "distinct");
  private static final List<String> WHOLE =
      List.of(
          "tokens",
          "sentences",
          "vocabulary-retention",
          "zipf-exponent",
          "heaps-exponent",
          "sentence-length-mean",
          "truncated",
          "repetition",
          "duplicate-sentences",
          "self-bleu-4",
          "oov-rate",
          "perplexity",
          "perplexity-generator",
          "zero-probability-share",
          "stratum-share");
  private static final List<String> TRUTH =
      List.of(
          "squared-mean",
          "variance",
          "log-variance",
          "wasserstein-2-squared",
          "heterozygosity-ratio",
          "support",
          "alive",
          "mixed",
          "missing-mass",
          "second-moment",
          "mean-squared-error");

  private MetricNames() {}

  /** Those of a kind of data, with n-grams up to an order. */
  static List<String> of(FamilySpec.Data data, int metricOrder) {
    if (data == FamilySpec.Data.TRUTH) {
      return TRUTH;
    }
    List<String> names = new ArrayList<>(WHOLE);
    for (int n = 1; n <= metricOrder; n++) {
      for (String name : PER_ORDER) {
        names.add(name + "-" + n);
      }
      for (String name : RAREFIED) {
        names.add(name + "-" + n + "@");
      }
    }
    return names;
  }

  /** The same in few words. */
  static String summary(FamilySpec.Data data, int metricOrder) {
    if (data == FamilySpec.Data.TRUTH) {
      return String.join(", ", TRUTH);
    }
    List<String> names = new ArrayList<>(WHOLE);
    PER_ORDER.forEach(name -> names.add(name + "-n"));
    RAREFIED.forEach(name -> names.add(name + "-n@"));
    return String.join(", ", names) + " for n = 1 .. " + metricOrder;
  }
}
