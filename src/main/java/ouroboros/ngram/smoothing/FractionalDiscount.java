package ouroboros.ngram.smoothing;

/**
 * D(c) = min(c, 3) / 2: what is taken from a count of occurrences that may be a fraction, where
 * there are no counts of counts to learn discounts from. At whole counts it is {@link
 * Discounts#FALLBACK}: 0.5, 1 and 1.5; between them it is linear, so that no count goes below 0.
 */
public final class FractionalDiscount {
  private static final int HIGHEST = 3;

  private FractionalDiscount() {}

  /**
   * min(c, 3) in the fixed point of the counts: twice what is taken.
   *
   * @param unit what one occurrence counts
   */
  public static long capped(long count, long unit) {
    return Math.min(count, HIGHEST * unit);
  }

  /** What is taken, from the sum of the capped counts. */
  public static double taken(long capped) {
    return capped / 2.0;
  }
}
