package ouroboros.ngram.smoothing;

/**
 * p(w | h) = (c(hw) - D) / c(h) + (D T(h) / c(h)) p(w | h'), with T the number of distinct
 * successors and D = n_1 / (n_1 + 2 n_2) for each order. n_k is the number of n-grams of the order
 * that occur k times.
 *
 * <p>Where n_1 or n_2 is 0 the counts are degenerate, and D is 0.5.
 *
 * @see <a href="https://doi.org/10.1006/csla.1994.1001">Ney, Essen and Kneser 1994, On structuring
 *     probabilistic dependences in stochastic language modelling</a>
 */
public record AbsoluteDiscounting() implements Smoothing {

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return one(countsOfCounts);
  }

  /** D = n_1 / (n_1 + 2 n_2), taken from every count. */
  static Discounts one(long[] n) {
    if (n[1] == 0 || n[2] == 0) {
      return Discounts.byCount(Discounts.FALLBACK.of(1)).asFallback();
    }
    return Discounts.byCount(n[1] / (n[1] + 2.0 * n[2]));
  }

  @Override
  public boolean needsCountsOfCounts() {
    return true;
  }
}
