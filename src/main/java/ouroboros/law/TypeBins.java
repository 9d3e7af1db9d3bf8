package ouroboros.law;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import ouroboros.random.RankGroups;
import ouroboros.truth.TruthSpec;

/**
 * The types of a truth in bins of almost equal probability. Neighbouring types whose probabilities
 * differ by at most a thousandth share a bin, so a sum over two million Zipf types needs only a few
 * thousand evaluations, with a relative error below 1e-6. Types that differ more have a bin each.
 */
final class TypeBins {
  private static final double WIDTH = 1e-3;

  private final double[] probability;
  private final long[] types;
  private final int cut;
  private final double first;
  private final double squares;
  private final double keptMass;

  private TypeBins(double[] weights, int cutAt) {
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    double[] means = new double[weights.length];
    long[] counts = new long[weights.length];
    int bins = 0;
    int cutBins = 0;
    double squared = 0;
    double kept = 0;
    int at = 0;
    while (at < weights.length) {
      int end = at;
      double mass = 0;
      while (end < weights.length
          && (end == at || end != cutAt)
          && Math.abs(weights[end] - weights[at]) <= WIDTH * weights[at]) {
        mass += weights[end] / sum;
        squared += weights[end] / sum * (weights[end] / sum);
        end++;
      }
      means[bins] = mass / (end - at);
      counts[bins++] = (long) end - at;
      kept += end <= cutAt ? mass : 0;
      cutBins = end <= cutAt ? bins : cutBins;
      at = end;
    }
    probability = Arrays.copyOf(means, bins);
    types = Arrays.copyOf(counts, bins);
    cut = cutBins;
    first = weights[0] / sum;
    squares = squared;
    keptMass = kept;
  }

  private TypeBins(RankGroups ranks) {
    probability = new double[ranks.size()];
    types = new long[ranks.size()];
    Arrays.setAll(probability, ranks::probability);
    Arrays.setAll(types, ranks::ranks);
    cut = ranks.beforeCut();
    first = probability[0];
    squares = ranks.squares();
    double kept = 0;
    for (int j = 0; j < cut; j++) {
      kept += types[j] * probability[j];
    }
    keptMass = kept;
  }

  static TypeBins of(TruthSpec.Zipf zipf) {
    if (zipf.isGrouped()) {
      return new TypeBins(RankGroups.of(zipf.exponent(), zipf.types(), zipf.cut()));
    }
    double[] weights = new double[zipf.types()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.pow(i + 1.0, -zipf.exponent());
    }
    return new TypeBins(weights, zipf.cut());
  }

  static TypeBins of(TruthSpec.Categorical categorical) {
    List<Double> weights = categorical.probabilities();
    return new TypeBins(
        weights.stream().mapToDouble(Double::doubleValue).toArray(), weights.size());
  }

  /** The probability of type 0. */
  double first() {
    return first;
  }

  /** sum p^2. */
  double squares() {
    return squares;
  }

  /** The mass of the types before the cut. */
  double keptMass() {
    return keptMass;
  }

  /**
   * Sum over the types of a function of their probability: one function for the types before the
   * cut, the other for those after it.
   */
  double sum(DoubleUnaryOperator beforeCut, DoubleUnaryOperator after) {
    double sum = 0;
    for (int i = 0; i < probability.length; i++) {
      DoubleUnaryOperator of = i < cut ? beforeCut : after;
      sum += types[i] * of.applyAsDouble(probability[i]);
    }
    return sum;
  }

  int size() {
    return probability.length;
  }

  int sizeBeforeCut() {
    return cut;
  }
}
