package ouroboros.ngram;

/**
 * The three discounts of modified Kneser-Ney at one order, from its counts of counts.
 *
 * <p>D_k = k - (k + 1) Y n_{k+1} / n_k with Y = n_1 / (n_1 + 2 n_2), k = 1, 2, 3, where n_k is the
 * number of n-grams of (adjusted) count k. Where some n_1 .. n_3 is 0 or a D_k lies outside [0, k]
 * the counts are degenerate, as those of any text that was drawn for many generations from a model
 * are; then 0.5, 1 and 1.5 serve, and {@code fallback} says so.
 *
 * @param one what is taken from a count of 1
 * @param two what is taken from a count of 2
 * @param more what is taken from higher counts
 * @param fallback whether the counts of counts were degenerate
 * @see <a href="https://dash.harvard.edu/handle/1/25104739">Chen and Goodman 1998, TR-10-98,
 *     section 4.2</a>
 */
public record Discounts(double one, double two, double more, boolean fallback) {

  /** What serves where counts of counts are degenerate. */
  public static final Discounts FALLBACK = new Discounts(0.5, 1.0, 1.5, true);

  /**
   * The discounts of one order.
   *
   * @param n [5] {@code n[k]} n-grams have count k; {@code n[0]} is not read
   */
  public static Discounts of(long[] n) {
    if (n[1] == 0 || n[2] == 0 || n[3] == 0) {
      return FALLBACK;
    }
    double y = n[1] / (n[1] + 2.0 * n[2]);
    double[] d = new double[4];
    for (int k = 1; k <= 3; k++) {
      d[k] = k - (k + 1) * y * n[k + 1] / n[k];
      if (!(d[k] >= 0 && d[k] <= k)) {
        return FALLBACK;
      }
    }
    return new Discounts(d[1], d[2], d[3], false);
  }

  /** What is taken from a count. */
  public double of(long count) {
    return count == 1 ? one : count == 2 ? two : count >= 3 ? more : 0;
  }
}
