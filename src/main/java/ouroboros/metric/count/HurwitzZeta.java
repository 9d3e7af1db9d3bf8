package ouroboros.metric.count;

/**
 * zeta(s, a) = sum over k >= 0 of (a + k)^-s, and its derivative in s, for s > 1 and a >= 1.
 *
 * <p>Terms with {@code a + k < 16} are added one by one; the rest is computed by the
 * Euler-Maclaurin formula with seven corrections: relative error below 1e-13 for s up to 60. {@link
 * StrictMath} throughout: the same bits on every machine. Cost: at most 16 powers.
 *
 * @see <a href="https://dlmf.nist.gov/25.11">DLMF 25.11</a>
 */
final class HurwitzZeta {
  /** B_2j / (2j)!, j = 1, 2, .. */
  private static final double[] CORRECTIONS = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0
  };

  private static final int DIRECT = 16;

  private final double value;
  private final double derivative;

  private HurwitzZeta(double value, double derivative) {
    this.value = value;
    this.derivative = derivative;
  }

  static HurwitzZeta of(double s, double a) {
    double value = 0;
    double derivative = 0;
    double x = a;
    for (; x < DIRECT; x++) {
      double log = StrictMath.log(x);
      double term = StrictMath.exp(-s * log);
      value += term;
      derivative -= term * log;
    }
    double log = StrictMath.log(x);
    double power = StrictMath.exp(-s * log);
    double integral = power * x / (s - 1);
    value += integral + power / 2;
    derivative -= integral * (log + 1 / (s - 1)) + power / 2 * log;
    double rising = s;
    double logarithmic = 1 / s;
    double scale = power / x;
    for (int j = 0; j < CORRECTIONS.length; j++) {
      double term = CORRECTIONS[j] * rising * scale;
      value += term;
      derivative += term * (logarithmic - log);
      double next = s + 2 * j + 1;
      rising *= next * (next + 1);
      logarithmic += 1 / next + 1 / (next + 1);
      scale /= x * x;
    }
    return new HurwitzZeta(value, derivative);
  }

  /** zeta(s, a). */
  double value() {
    return value;
  }

  /** d ln zeta(s, a) / ds: minus the mean of ln x under P(x) ~ x^-s, x >= a. */
  double logDerivative() {
    return derivative / value;
  }
}
