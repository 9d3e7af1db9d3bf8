package ouroboros.ngram.count;

/**
 * What takes the distinct n-grams of a {@link SuffixScan}, each order in ascending suffix order.
 */
public interface GroupSink {
  /** The n-gram has more than one {@code <s>}: padding, no n-gram of the text. */
  int PADDED = 1;

  /** The oldest token is {@code <s>}, and only that. */
  int STARTS = 2;

  /** The last token is {@code </s>}. */
  int ENDS = 4;

  /** A token is {@code <unk>}. */
  int UNKNOWN = 8;

  /**
   * Takes one distinct n-gram.
   *
   * @param n its order
   * @param kind the sum of what holds of {@link #PADDED}, {@link #STARTS}, {@link #ENDS}, {@link
   *     #UNKNOWN}; 0 for an n-gram inside a sentence
   * @param real its count in the first run
   * @param subject its count in the second run
   * @param other its count in the third run
   * @param leftExtensions how many distinct tokens stand before it in the second run ({@code <s>}
   *     is one); 0 at the highest order
   * @param keys where the key of one of its occurrences stands
   * @param at entry of that occurrence in {@code keys}
   */
  void group(
      int n,
      int kind,
      long real,
      long subject,
      long other,
      int leftExtensions,
      long[][] keys,
      int at);

  /** No further n-gram comes. */
  default void end() {}
}
