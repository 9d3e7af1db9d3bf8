package ouroboros.ngram.count;

/**
 * Takes the distinct n-grams of a {@link SuffixScan}. Those of one order come in ascending suffix
 * order.
 */
public interface GroupSink {
  /** The n-gram has more than one {@code <s>}: it is padding, not an n-gram of the text. */
  int PADDED = 1;

  /** The oldest token is {@code <s>}, and no other token is. */
  int STARTS = 2;

  /** The last token is {@code </s>}. */
  int ENDS = 4;

  /** At least one token is {@code <unk>}. */
  int UNKNOWN = 8;

  /** The sums of a sink that adds up nothing. */
  long[] NOTHING = {};

  /**
   * Takes one distinct n-gram.
   *
   * @param n its order
   * @param kind the sum of those of {@link #PADDED}, {@link #STARTS}, {@link #ENDS} and {@link
   *     #UNKNOWN} that are true; 0 for an n-gram inside a sentence
   * @param real its count in the first run
   * @param subject its count in the second run
   * @param other its count in the third run
   * @param leftExtensions how many distinct tokens occur before it in the second run ({@code <s>}
   *     counts as one); 0 at the highest order
   * @param keys keys that contain the n-gram
   * @param at the entry of {@code keys} whose last tokens are the n-gram
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

  /** Called after the last n-gram. */
  default void end() {}

  /** How many numbers the sink adds up over longer n-grams, for the next n-gram of an order. */
  default int sums() {
    return 0;
  }

  /**
   * Called in place of {@link #group} where n-grams that end in this one go on in another key
   * range. A sink that adds up something over the longer n-grams, for the next n-gram of an order,
   * returns these {@link #sums()} numbers and begins again at 0.
   */
  default long[] release(int n) {
    return NOTHING;
  }

  /** Adds what was released in all key ranges, before {@link #group} is called for the n-gram. */
  default void resume(int n, long[] sums) {}
}
