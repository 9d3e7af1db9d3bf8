package ouroboros.truth;

import java.util.Arrays;

/**
 * A distribution over types: that of the truth, and the empirical one of a training set.
 *
 * <p>With a temperature T the model draws with probabilities to the power 1/T. A cut keeps only the
 * first types; where none of them occurs in the training set, nothing is cut.
 */
final class TypeDistribution {
  private final double[] truth;
  private final double trueSquares;
  private final int cut;
  private double temperature;
  private final TypeCounts counts;

  /**
   * @param weights of the types, positive
   * @param cut models draw only types with a number below this
   */
  TypeDistribution(double[] weights, int cut, double temperature) {
    double sum = Arrays.stream(weights).sum();
    truth = new double[weights.length];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      truth[i] = weights[i] / sum;
      squares += truth[i] * truth[i];
    }
    trueSquares = squares;
    this.cut = cut;
    this.temperature = temperature;
    counts = new TypeCounts(weights.length);
  }

  /** Draws with another temperature from now on. */
  void temperature(double other) {
    temperature = other;
  }

  /** The training set. */
  TypeCounts counts() {
    return counts;
  }

  /** Whether the model draws with the probabilities of the training set as they are. */
  boolean isFaithful() {
    return temperature == 1 && cut == truth.length;
  }

  /** The types that the model draws. */
  int[] drawable() {
    int[] types = new int[counts.support()];
    int kept = 0;
    for (int i = 0; i < types.length; i++) {
      if (counts.alive(i) < cut) {
        types[kept++] = counts.alive(i);
      }
    }
    for (int i = 0; kept == 0 && i < types.length; i++) {
      types[i] = counts.alive(i);
    }
    return kept == 0 ? types : Arrays.copyOf(types, kept);
  }

  /** What the probabilities of these types are in proportion to. */
  double[] weights(int[] types) {
    double[] weights = new double[types.length];
    for (int i = 0; i < types.length; i++) {
      double share = counts.share(types[i]);
      weights[i] = temperature == 1 ? share : StrictMath.pow(share, 1 / temperature);
    }
    return weights;
  }

  /** A metric of the model; NaN where it is undefined. */
  double value(Measure measure) {
    return value(counts, measure);
  }

  /** The metric of other probabilities of the same types. */
  double value(TypeShares of, Measure measure) {
    return switch (measure.metric()) {
      case "heterozygosity-ratio" -> heterozygosity(of) / (1 - trueSquares);
      case "support" -> of.support();
      case "alive" -> of.isAlive(0) ? 1 : 0;
      case "mixed" -> of.support() > 1 ? 1 : 0;
      case "missing-mass" -> missingMass(of);
      case "mean-squared-error" -> squaredError(of);
      default -> Double.NaN;
    };
  }

  /** How many types the truth has. */
  int types() {
    return truth.length;
  }

  /** 1 - sum of the squared probabilities. */
  static double heterozygosity(TypeShares of) {
    double squares = 0;
    for (int i = 0; i < of.support(); i++) {
      double q = of.share(of.alive(i));
      squares += q * q;
    }
    return 1 - squares;
  }

  private double missingMass(TypeShares of) {
    double mass = 0;
    if (2 * of.support() > truth.length) {
      for (int type = 0; type < truth.length; type++) {
        mass += of.isAlive(type) ? 0 : truth[type];
      }
      return mass;
    }
    for (int i = 0; i < of.support(); i++) {
      mass += truth[of.alive(i)];
    }
    return Math.max(0, 1 - mass);
  }

  private double squaredError(TypeShares of) {
    double sum = trueSquares;
    for (int i = 0; i < of.support(); i++) {
      int type = of.alive(i);
      double q = of.share(type);
      sum += q * (q - 2 * truth[type]);
    }
    return Math.max(0, sum);
  }
}
