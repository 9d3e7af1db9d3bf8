package ouroboros.ngram.smoothing;

/**
 * Interpolated Kneser-Ney: p(w | h) = (c(hw) - D) / c(h) + (D T(h) / c(h)) p(w | h'), where below
 * the highest order c is the number of distinct tokens to the left of the n-gram. T(h) is the
 * number of distinct successors of h, and D = n_1 / (n_1 + 2 n_2) for each order.
 *
 * <p>Where n_1 or n_2 is 0 the counts are degenerate, and D is 0.5.
 *
 * @see <a href="https://doi.org/10.1109/ICASSP.1995.479394">Kneser and Ney 1995, Improved
 *     backing-off for m-gram language modeling; interpolated: Chen and Goodman 1998</a>
 */
public record KneserNey() implements Smoothing {
  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return AbsoluteDiscounting.one(countsOfCounts);
  }

  @Override
  public boolean adjusted() {
    return true;
  }

  @Override
  public boolean needsCountsOfCounts() {
    return true;
  }
}
