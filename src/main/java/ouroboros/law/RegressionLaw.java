package ouroboros.law;

/**
 * s^2 d/(T - d - 1): the excess test error of one least squares fit to T rows of d normal features
 * with noise of variance s^2. Under replace every fit adds one such error; under accumulate with
 * the first design reused, fit i adds 1/i^2 of it.
 *
 * @see <a href="https://arxiv.org/abs/2404.01413">arXiv 2404.01413</a>, which states the law of
 *     replace and the bound pi^2/6 for accumulate
 */
public final class RegressionLaw {
  private RegressionLaw() {}

  /** The error of one fit to real data; infinite if {@code T < d + 2}. */
  public static double once(double noise, int features, double rows) {
    return rows > features + 1
        ? noise * features / (rows - features - 1)
        : Double.POSITIVE_INFINITY;
  }

  /** The error at fit t under replace. */
  public static double replace(double noise, int features, double rows, int t) {
    return t * once(noise, features, rows);
  }

  /** The error at fit t under accumulate, with the first design reused. Cost: O(t). */
  public static double accumulate(double noise, int features, double rows, int t) {
    double sum = 0;
    for (int i = 1; i <= t; i++) {
      sum += 1.0 / ((double) i * i);
    }
    return sum * once(noise, features, rows);
  }
}
