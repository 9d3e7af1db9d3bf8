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

  /** The same assumption for a candidate of another size: generations had its size, or R's. */
  LineageSizes of(double size) {
    return new LineageSizes(generations == candidate ? size : generations, size);
  }
}
