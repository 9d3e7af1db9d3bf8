package ouroboros.ngram.smoothing;

/**
 * D(c) = min(c, 3) / 2: the discount of a weighted count, which may be a fraction. There are no
 * counts of counts from which discounts could be computed. At whole counts it equals {@link
 * Discounts#FALLBACK}: 0.5, 1 and 1.5. Between them it is linear, so that no count becomes
 * negative.
 */
public final class FractionalDiscount {
  private static final int HIGHEST = 3;

  private FractionalDiscount() {}

  /**
   * min(c, 3) in the fixed point of the counts. It is twice the discount.
   *
   * @param unit the count of one occurrence
   */
  public static long capped(long count, long unit) {
    return Math.min(count, HIGHEST * unit);
  }

  /** The sum of the discounts, from the sum of the capped counts. */
  public static double taken(long capped) {
    return capped / 2.0;
  }
}
