package ouroboros.law;

/**
 * {@code anchor}, where M_0 sees the k anchored points only: relative to them D_t = a^2 ((1 - 1/n)
 * D_{t-1} + 1/n), D_1 = 0, a = n/(n + k); against the truth 1/k + (1 - 1/k) D.
 */
public final class AnchorLaw {
  private AnchorLaw() {}

  /** D against the truth at fit t. */
  public static double error(double n, double k, int t) {
    double a = n / (n + k);
    double relative = 0;
    for (int i = 1; i < t; i++) {
      relative = a * a * ((1 - 1 / n) * relative + 1 / n);
    }
    return 1 / k + (1 - 1 / k) * relative;
  }

  /** D against the truth after infinitely many fits; tends to 3/(2 k + 1) for large n. */
  public static double limit(double n, double k) {
    double a = n / (n + k);
    double relative = a * a / n / (1 - a * a * (1 - 1 / n));
    return 1 / k + (1 - 1 / k) * relative;
  }
}
