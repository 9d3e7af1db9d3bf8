package ouroboros.mixture;

/** Weights of components: choosing one, and how evenly they are spread. */
public final class Shares {
  private static final double LOG_2 = StrictMath.log(2);

  private Shares() {}

  /** The component whose interval of [0, 1) contains {@code u}; never a component of weight 0. */
  static int choose(double[] weights, double u) {
    double left = u;
    int last = 0;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        last = k;
        if (left < weights[k]) {
          return k;
        }
        left -= weights[k];
      }
    }
    return last;
  }

  /** The entropy -sum w log2 w, in bits; 0 for a single component. Weights of 0 add nothing. */
  public static double entropyBits(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum -= w > 0 ? w * (StrictMath.log(w) / LOG_2) : 0;
    }
    return sum;
  }

  /** The number of equal weights that have this entropy: 2^bits; 1 for a single component. */
  public static double effective(double bits) {
    return StrictMath.pow(2, bits);
  }

  /** Divides the weights by their sum, which must not be 0. */
  static void normalise(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
  }
}
