package ouroboros.random;

/**
 * Pr(x) = C(K, x) C(N - K, n - x) / C(N, n): the number of marked units among n units drawn without
 * replacement from N, of which K are marked.
 *
 * <p>N up to 1e15. Cost: no random number where only one answer is possible, else about 18 ({@link
 * LogConcave}).
 */
public final class Hypergeometric {
  private Hypergeometric() {}

  /** A number in [max(0, drawn - (population - marked)), min(drawn, marked)]. */
  public static long sample(KeyedStream random, long population, long marked, long drawn) {
    if (marked < 0 || drawn < 0 || marked > population || drawn > population) {
      throw new IllegalArgumentException(
          drawn + " units with " + marked + " marked were asked of " + population + " units.");
    }
    long low = Math.max(0, drawn - (population - marked));
    long high = Math.min(drawn, marked);
    if (low == high) {
      return low;
    }
    double p = (double) drawn / population;
    double total = SaddlePoint.logBinomial(drawn, population, p);
    long centre = (long) ((drawn + 1.0) * (marked + 1.0) / (population + 2.0));
    return LogConcave.sample(
        random,
        Math.max(low, Math.min(high, centre)),
        low,
        high,
        x ->
            SaddlePoint.logBinomial(x, marked, p)
                + SaddlePoint.logBinomial(drawn - x, population - marked, p)
                - total);
  }
}
