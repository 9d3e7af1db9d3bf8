package ouroboros.ngram.smoothing;

/**
 * Interpolated modified Kneser-Ney: as {@link KneserNey} with three discounts per order, for counts
 * of 1, 2 and more: D_k = k - (k + 1) Y n_{k+1} / n_k, Y = n_1 / (n_1 + 2 n_2).
 *
 * <p>Where one of n_1 .. n_3 is 0, or a D_k is outside [0, k], the counts are degenerate, and the
 * discounts are 0.5, 1 and 1.5. The counts of any text become degenerate after many generations of
 * drawing from a model.
 *
 * @see <a href="https://dash.harvard.edu/handle/1/25104739">Chen and Goodman 1998, TR-10-98,
 *     section 4.2; as computed by Heafield et al. 2013, Scalable modified Kneser-Ney language model
 *     estimation</a>
 */
public record ModifiedKneserNey() implements Smoothing {
  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return of(countsOfCounts);
  }

  /**
   * The discounts of one order.
   *
   * @param n [at least 5] {@code n[k]} n-grams have count k; {@code n[0]} is not used
   */
  static Discounts of(long[] n) {
    if (n[1] == 0 || n[2] == 0 || n[3] == 0) {
      return Discounts.FALLBACK;
    }
    double y = n[1] / (n[1] + 2.0 * n[2]);
    double[] d = new double[3];
    for (int k = 1; k <= 3; k++) {
      d[k - 1] = k - (k + 1) * y * n[k + 1] / n[k];
      if (!(d[k - 1] >= 0 && d[k - 1] <= k)) {
        return Discounts.FALLBACK;
      }
    }
    return Discounts.byCount(d);
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
