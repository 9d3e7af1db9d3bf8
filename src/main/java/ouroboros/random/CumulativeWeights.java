package ouroboros.random;

/** Integer weights, added up in the order of their outcomes. */
public final class CumulativeWeights {
  private CumulativeWeights() {}

  /**
   * The first outcome in {@code [from, to)} whose cumulative weight is above a place. Cost: log2(to
   * - from) comparisons.
   */
  public static int above(long[] cumulative, int from, int to, long place) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
