package ouroboros.law;

/**
 * D_t = a^2 ((1 - 1/n) D_{t-1} + 1/n), D_1 = 0, a = n/(n + k): {@code anchor} with k anchored real
 * points and n synthetic ones, where M_0 is fitted to the anchored points only. This D_t is
 * relative to the anchored points; relative to the truth the error is 1/k + (1 - 1/k) D_t. D as in
 * {@link PoolingLaw}.
 */
public final class AnchorLaw {
  private AnchorLaw() {}

  /** D relative to the truth at fit t. Cost: O(t). */
  public static double error(double n, double k, int t) {
    double a = n / (n + k);
    double relative = 0;
    for (int i = 1; i < t; i++) {
      relative = a * a * ((1 - 1 / n) * relative + 1 / n);
    }
    return 1 / k + (1 - 1 / k) * relative;
  }

  /** D relative to the truth after infinitely many fits; tends to 3/(2 k + 1) for large n. */
  public static double limit(double n, double k) {
    double a = n / (n + k);
    double relative = a * a / n / (1 - a * a * (1 - 1 / n));
    return 1 / k + (1 - 1 / k) * relative;
  }
}
