package ouroboros.random;

/**
 * Pr(x) = C(n, x) p^x (1 - p)^(n - x): the number of successes in n independent trials.
 *
 * <p>n up to 1e15. p <= 0 always gives 0, p >= 1 always gives n, NaN is refused. Cost: no random
 * number in these cases, else about 18 ({@link LogConcave}).
 */
public final class Binomial {
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
    long mode = Math.min(trials, (long) ((trials + 1) * probability));
    return LogConcave.sample(
        random, mode, 0, trials, x -> SaddlePoint.logBinomial(x, trials, probability));
  }
}
