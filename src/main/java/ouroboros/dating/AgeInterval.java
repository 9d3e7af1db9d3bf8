package ouroboros.dating;

/**
 * The ages that are not rejected at 5 %.
 *
 * @param atLeast the fewest generations
 * @param atMost the most generations; {@link AgeLikelihood#DEEPEST} if there is no upper end
 * @param lowShare the smallest real share
 * @param highShare the greatest real share
 */
public record AgeInterval(int atLeast, int atMost, double lowShare, double highShare) {
  /**
   * Whether the number of generations has no upper end: the counts have settled, so they say the
   * share but not the age.
   */
  public boolean isSettled() {
    return atMost == AgeLikelihood.DEEPEST;
  }

  /** Whether an age is inside. */
  public boolean contains(int generations, double share) {
    return generations >= atLeast
        && generations <= atMost
        && share >= lowShare
        && share <= highShare;
  }
}
