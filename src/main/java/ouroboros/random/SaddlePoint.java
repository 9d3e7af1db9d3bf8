package ouroboros.random;

/**
 * Logarithms of binomial and Poisson probabilities without cancellation: {@code log b(x; n, p) =
 * e(n) - e(x) - e(n - x) - D(x, np) - D(n - x, nq) - log(2 pi x (n - x) / n) / 2}, where {@code q =
 * 1 - p}, {@code e} is the error of Stirling's formula and {@code D(x, m) = x log(x / m) + m - x}.
 *
 * <p>x - np is rounded once, so the ratio of two probabilities that are not negligible has a
 * relative error below 1e-9, for n up to 1e15. Cost: a few {@link StrictMath} logarithms.
 *
 * @see <a href="https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf">Loader 2000, Fast
 *     and accurate computation of binomial probabilities</a>
 */
final class SaddlePoint {
  private static final double LOG_TWO_PI = 1.8378770664093456;
  private static final double[] STIRLING_ERROR = stirlingErrors();

  private SaddlePoint() {}

  /** log Pr(X = x), X ~ Binomial(n, p), 0 < p < 1, 0 <= x <= n. */
  static double logBinomial(long x, long n, double p) {
    if (x == 0) {
      return n * StrictMath.log1p(-p);
    }
    if (x == n) {
      return n * StrictMath.log(p);
    }
    double gap = Math.fma(-(double) n, p, (double) x);
    double saddle =
        stirlingError(n)
            - stirlingError(x)
            - stirlingError(n - x)
            - deviance((double) x, n * p, gap)
            - deviance((double) (n - x), n * (1 - p), -gap);
    double spread = LOG_TWO_PI + StrictMath.log((double) x) + StrictMath.log((double) (n - x) / n);
    return saddle - spread / 2;
  }

  /** log Pr(X = x), X ~ Poisson(mean), mean > 0. */
  static double logPoisson(long x, double mean) {
    if (x == 0) {
      return -mean;
    }
    return -stirlingError(x)
        - deviance((double) x, mean, x - mean)
        - (LOG_TWO_PI + StrictMath.log((double) x)) / 2;
  }

  /** log n! - log(sqrt(2 pi n) (n/e)^n), n >= 1. */
  private static double stirlingError(long n) {
    if (n < STIRLING_ERROR.length) {
      return STIRLING_ERROR[(int) n];
    }
    double square = (double) n * n;
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0) / square) / square) / square) / n;
  }

  private static double[] stirlingErrors() {
    double[] errors = new double[64];
    double logFactorial = 0;
    double lost = 0;
    for (int n = 1; n < errors.length; n++) {
      double term = StrictMath.log(n) - lost;
      double sum = logFactorial + term;
      lost = (sum - logFactorial) - term;
      logFactorial = sum;
      errors[n] = logFactorial - (n + 0.5) * StrictMath.log(n) + n - LOG_TWO_PI / 2;
    }
    return errors;
  }

  /** D(x, mean), where gap is x - mean. */
  private static double deviance(double x, double mean, double gap) {
    if (Math.abs(gap) >= 0.1 * (x + mean)) {
      return x * StrictMath.log(x / mean) - gap;
    }
    double v = gap / (x + mean);
    double sum = gap * v;
    double power = 2 * x * v;
    for (int j = 1; j < 1000; j++) {
      power *= v * v;
      double next = sum + power / (2 * j + 1);
      if (next == sum) {
        break;
      }
      sum = next;
    }
    return sum;
  }
}
