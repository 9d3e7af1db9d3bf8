package ouroboros.ngram.smoothing;

/**
 * p(w | h) = (c(hw) - D) / c(h) + (D T(h) / c(h)) p(w | h'), T the number of distinct successors,
 * with D = n_1 / (n_1 + 2 n_2) an order, all from occurrences.
 *
 * <p>Where n_1 or n_2 is 0 the counts are degenerate and D is 0.5.
 *
 * @see <a href="https://doi.org/10.1006/csla.1994.1001">Ney, Essen and Kneser 1994, On structuring
 *     probabilistic dependences in stochastic language modelling</a>
 */
public record AbsoluteDiscounting() implements Smoothing {

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return one(countsOfCounts);
  }

  /** n_1 / (n_1 + 2 n_2) from every count. */
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
