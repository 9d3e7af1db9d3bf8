package ouroboros.law;

/**
 * D_t = w^2/n + (1 - w)^2 ((1 - 1/m) D_{t-1} + 1/m): {@code weighted}, with total weight w on n
 * fresh real points and 1 - w on m synthetic ones. D as in {@link PoolingLaw}.
 *
 * @see <a href="https://arxiv.org/abs/2502.18049">arXiv 2502.18049</a>
 */
public final class WeightedLaw {
  private WeightedLaw() {}

  /** D after infinitely many fits. */
  public static double limit(double n, double m, double w) {
    double rest = (1 - w) * (1 - w);
    return (w * w / n + rest / m) / (1 - rest * (1 - 1 / m));
  }

  /** n D after infinitely many fits if the variance is known; r = n/m. */
  public static double limitOfKnownVariance(double r, double w) {
    return (w * w + r * (1 - w) * (1 - w)) / (w * (2 - w));
  }

  /**
   * The weight with the smallest limit of D if the variance is known; at r = 1 it is .618034, the
   * inverse of the golden ratio.
   */
  public static double bestWeight(double r) {
    return (StrictMath.sqrt(r * r + 4 * r) - r) / 2;
  }
}
