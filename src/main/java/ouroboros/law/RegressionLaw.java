package ouroboros.law;

/**
 * Least squares on T rows of d normal features with noise of variance s^2: one fit has the excess
 * test error s^2 d/(T - d - 1); replace adds one such error a fit, accumulate with the first design
 * reused 1/i^2 of it.
 *
 * @see <a href="https://arxiv.org/abs/2404.01413">arXiv 2404.01413</a>, which states the first and
 *     the bound pi^2/6 on the second
 */
public final class RegressionLaw {
  private RegressionLaw() {}

  /** The error of one fit to real data; infinite where T < d + 2. */
  public static double once(double noise, int features, double rows) {
    return rows > features + 1
        ? noise * features / (rows - features - 1)
        : Double.POSITIVE_INFINITY;
  }

  /** At fit t under replace. */
  public static double replace(double noise, int features, double rows, int t) {
    return t * once(noise, features, rows);
  }

  /** At fit t under accumulate, the first design reused. */
  public static double accumulate(double noise, int features, double rows, int t) {
    double sum = 0;
    for (int i = 1; i <= t; i++) {
      sum += 1.0 / ((double) i * i);
    }
    return sum * once(noise, features, rows);
  }
}
