package ouroboros.random;

/**
 * Pr(x) = exp(-m) m^x / x!: the number of events when their mean is m.
 *
 * <p>Mean 0 gives 0; a mean that is negative, NaN or above 1e12 is refused. Cost: for {@code m <
 * 16} one random number and about m steps (inversion), else about 18 random numbers ({@link
 * LogConcave}).
 */
public final class Poisson {
  private static final double SMALL = 16;

  private final double mean;
  private final double none;

  private Poisson(double mean) {
    if (!(mean >= 0 && mean <= 1e12)) {
      throw new IllegalArgumentException("A Poisson mean is in [0, 1e12], not " + mean + ".");
    }
    this.mean = mean;
    this.none = StrictMath.exp(-mean);
  }

  /** The Poisson distribution with a mean in [0, 1e12]. */
  public static Poisson of(double mean) {
    return new Poisson(mean);
  }

  /** One number. */
  public long sample(KeyedStream random) {
    if (mean >= SMALL) {
      return LogConcave.sample(
          random, (long) mean, 0, Long.MAX_VALUE, x -> SaddlePoint.logPoisson(x, mean));
    }
    double u = random.nextDouble();
    double term = none;
    long x = 0;
    while (u >= term && term > 0) {
      u -= term;
      x++;
      term *= mean / x;
    }
    return x;
  }
}
