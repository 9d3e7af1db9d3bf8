package ouroboros.law;

/**
 * {@code weighted}: weight w on n fresh real points, 1 - w on m synthetic ones: D_t = w^2/n + (1 -
 * w)^2 ((1 - 1/m) D_{t-1} + 1/m).
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

  /** n D* where the variance is known, r = n/m. */
  public static double limitOfKnownVariance(double r, double w) {
    return (w * w + r * (1 - w) * (1 - w)) / (w * (2 - w));
  }

  /** The best weight where the variance is known: the golden ratio's .618034 at r = 1. */
  public static double bestWeight(double r) {
    return (StrictMath.sqrt(r * r + 4 * r) - r) / 2;
  }
}
