package ouroboros.dating;

/**
 * Sizes in tokens, divided by the size of R.
 *
 * @param generations the size of each S_j before the candidate, and of each training set under
 *     {@code mixture}
 * @param candidate the size of the candidate
 */
public record LineageSizes(double generations, double candidate) {
  /** All sizes are positive. */
  public LineageSizes {
    if (!(generations > 0 && candidate > 0)) {
      throw new IllegalArgumentException("sizes are " + generations + " and " + candidate);
    }
  }
}
