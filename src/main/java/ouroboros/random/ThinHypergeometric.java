package ouroboros.random;

/**
 * {@link Hypergeometric} numbers where few units are drawn of many: rejection from the binomial
 * distribution b(x; n, K/N), which is nearly the same.
 *
 * <pre>
 *   r(x) = h(x) / b(x),   r(x + 1) / r(x) = (K - x) / K x (N - K) / (N - K - n + x + 1)
 * </pre>
 *
 * <p>The ratio falls in x, so r has its maximum at m, the least x with x N >= K (n - 1), and x is
 * accepted with probability r(x) / r(m). Between m and x every ratio is nearer to 1 than the last
 * one, s; so r(x) / r(m) >= 1 - |x - m| (1 - s), and hardly any draw needs a logarithm. Cost: about
 * 1 / sqrt(1 - n/N) binomial numbers.
 *
 * <p>Exact, apart from the rounding of the probabilities.
 */
final class ThinHypergeometric {
  /** Less than one unit of so many is drawn. */
  private static final long THIN = 4;

  private ThinHypergeometric() {}

  /** Whether this is the faster way. */
  static boolean isThin(long population, long drawn) {
    return drawn < population / THIN;
  }

  /** Like {@link Hypergeometric#sample}, with other bits; 0 < marked < population. */
  static long sample(KeyedStream random, long population, long marked, long drawn) {
    double p = (double) marked / population;
    long others = population - marked;
    long mode = (long) Math.ceil(p * (drawn - 1));
    while (true) {
      long x =
          marked <= others
              ? Binomial.sample(random, drawn, p)
              : drawn - Binomial.sample(random, drawn, (double) others / population);
      if (x > marked || drawn - x > others) {
        continue;
      }
      double u = random.nextDouble();
      double last =
          x > mode
              ? (marked - x + 1.0) / marked * (others / (others - drawn + (double) x))
              : (double) marked / (marked - x) * ((others - drawn + x + 1.0) / others);
      if (u <= 1 - Math.abs(x - mode) * Math.max(0, 1 - last)
          || StrictMath.log(u)
              <= log(x, population, marked, drawn) - log(mode, population, marked, drawn)) {
        return x;
      }
    }
  }

  /** log r(x). */
  private static double log(long x, long population, long marked, long drawn) {
    double share = (double) drawn / population;
    return SaddlePoint.logBinomial(x, marked, share)
        + SaddlePoint.logBinomial(drawn - x, population - marked, share)
        - SaddlePoint.logBinomial(x, drawn, (double) marked / population);
  }
}
