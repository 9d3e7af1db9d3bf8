package ouroboros.law.gate;

/**
 * Additive smoothing of order 1 acts like mutation: each token is one of V types at random with
 * probability u = k V/(n + k V). Under {@code replace} with n tokens a generation, the expected sum
 * of squared frequencies goes to [1/n + (1 - 1/n) (1 - (1 - u)^2)/V] / [1 - (1 - 1/n) (1 - u)^2],
 * which is the balance of drift and mutation of population genetics.
 */
public final class MutationLaw {
  private MutationLaw() {}

  /** The share u of tokens that smoothing draws at random. */
  public static double rate(double k, double types, double tokens) {
    return k * types / (tokens + k * types);
  }

  /** E sum q^2 after one more generation. */
  public static double next(double squares, double k, double types, double tokens) {
    double faithful = StrictMath.pow(1 - rate(k, types, tokens), 2);
    double drawn = faithful * squares + (1 - faithful) / types;
    return 1 / tokens + (1 - 1 / tokens) * drawn;
  }

  /** E sum q^2 after infinitely many generations. */
  public static double limit(double k, double types, double tokens) {
    double faithful = StrictMath.pow(1 - rate(k, types, tokens), 2);
    double mutated = 1 / tokens + (1 - 1 / tokens) * (1 - faithful) / types;
    return mutated / (1 - (1 - 1 / tokens) * faithful);
  }
}
