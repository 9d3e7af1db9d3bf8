package ouroboros.law;

/**
 * D_t = a^2 (1 - 1/n) D_{t-1} + a^2/n + b^2/k with a = n/(n + k), b = k/(n + k): {@code fresh},
 * where each fit pools k new real points and n synthetic ones. D as in {@link PoolingLaw}.
 */
public final class FreshLaw {
  private FreshLaw() {}

  /** D after infinitely many fits: (n + k)/(2 n k + k^2 + n). */
  public static double limit(double n, double k) {
    return (n + k) / (2 * n * k + k * k + n);
  }

  /** D at fit t, if fit 1 has the error {@code first}. Cost: O(t). */
  public static double error(double n, double k, double first, int t) {
    double a = n / (n + k);
    double b = k / (n + k);
    double error = first;
    for (int i = 1; i < t; i++) {
      error = a * a * ((1 - 1 / n) * error + 1 / n) + b * b / k;
    }
    return error;
  }
}
