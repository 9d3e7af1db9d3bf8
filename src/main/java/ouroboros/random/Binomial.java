package ouroboros.random;

/**
 * Pr(x) = C(n, x) p^x (1 - p)^(n - x): the number of successes in n independent trials.
 *
 * <p>n up to 1e15. {@code p <= 0} always gives 0, {@code p >= 1} always gives n, NaN is refused.
 * Where {@code p > 1/2}, the failures are drawn. Cost: where n min(p, 1 - p) is at most {@value
 * #SMALL}, one random number and about n p steps (inversion; its first term is exp(n log1p(-p)), so
 * small p lose no digits). Else Hormann's BTRS, rejection from a table mountain: about 2.5 random
 * numbers, and a logarithm of the probability ({@link SaddlePoint}) in about one of six draws.
 *
 * <p>Exact, apart from the rounding of the probabilities.
 *
 * @see <a href="https://doi.org/10.1080/00949659308811496">Hormann 1993, The generation of binomial
 *     random variates</a>
 */
public final class Binomial {
  private static final double SMALL = 10;

  private Binomial() {}

  /** A number in [0, trials]. */
  public static long sample(KeyedStream random, long trials, double probability) {
    if (Double.isNaN(probability) || trials < 0) {
      throw new IllegalArgumentException(
          "A binomial number needs trials >= 0 and a probability, not "
              + trials
              + " and "
              + probability
              + ".");
    }
    if (trials == 0 || probability <= 0) {
      return 0;
    }
    if (probability >= 1) {
      return trials;
    }
    return probability > 0.5
        ? trials - least(random, trials, 1 - probability)
        : least(random, trials, probability);
  }

  /** The same for p <= 1/2. */
  private static long least(KeyedStream random, long n, double p) {
    return n * p <= SMALL ? inversion(random, n, p) : rejection(random, n, p);
  }

  private static long inversion(KeyedStream random, long n, double p) {
    double u = random.nextDouble();
    double term = StrictMath.exp(n * StrictMath.log1p(-p));
    double odds = p / (1 - p);
    long x = 0;
    while (u >= term && x < n) {
      u -= term;
      x++;
      term *= odds * (n - x + 1) / x;
      if (term == 0) {
        break;
      }
    }
    return x;
  }

  private static long rejection(KeyedStream random, long n, double p) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double below = 0.92 - 4.2 / b;
    double logAtMode = Double.NaN;
    while (true) {
      double v = random.nextDouble();
      double u = random.nextDouble() - 0.5;
      double us = 0.5 - Math.abs(u);
      double candidate = Math.floor((2 * a / us + b) * u + centre);
      if (!(candidate >= 0 && candidate <= n)) {
        continue;
      }
      long x = (long) candidate;
      if (us >= 0.07 && v <= below) {
        return x;
      }
      if (Double.isNaN(logAtMode)) {
        long mode = Math.min(n, (long) ((n + 1) * p));
        logAtMode = SaddlePoint.logBinomial(mode, n, p);
      }
      double height = v * (2.83 + 5.1 / b) * spread / (a / (us * us) + b);
      if (StrictMath.log(height) <= SaddlePoint.logBinomial(x, n, p) - logAtMode) {
        return x;
      }
    }
  }
}
