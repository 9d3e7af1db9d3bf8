package ouroboros.text;

import java.util.Arrays;

/**
 * Encoded sentences in the order of their numbers: the unit in which text is stored and moved.
 *
 * <p>Sentence i of the block is unit {@code first() + i} of its source and holds the tokens {@code
 * tokens()[start(i) .. end(i))}, without {@code <s>} and {@code </s>}.
 */
public final class SentenceBlock {
  private final long first;
  private final int[] tokens;
  private final int[] ends;
  private final int[] strata;
  private final int[] periods;

  /**
   * @param first number of the first sentence within its source
   * @param tokens the tokens of all sentences, one sentence behind the other
   * @param ends [sentences] where each sentence ends in {@code tokens}, ascending
   * @param strata [sentences] stratum of each sentence, or empty where there are none
   * @param periods [sentences] period of each sentence, {@code Integer.MIN_VALUE} where unknown, or
   *     empty where there are none
   */
  public SentenceBlock(long first, int[] tokens, int[] ends, int[] strata, int[] periods) {
    this.first = first;
    this.tokens = tokens;
    this.ends = ends;
    this.strata = strata;
    this.periods = periods;
  }

  /** Number of the first sentence within its source. */
  public long first() {
    return first;
  }

  /** How many sentences. */
  public int sentences() {
    return ends.length;
  }

  /** The shared token array; not to be written. */
  public int[] tokens() {
    return tokens;
  }

  /** Where sentence i starts in {@link #tokens}. */
  public int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** Where sentence i ends in {@link #tokens}. */
  public int end(int i) {
    return ends[i];
  }

  /** A copy of sentence i. */
  public int[] sentence(int i) {
    return Arrays.copyOfRange(tokens, start(i), end(i));
  }

  /** Stratum of sentence i; 0 where there are none. */
  public int stratum(int i) {
    return strata.length == 0 ? 0 : strata[i];
  }

  /** Period of sentence i; {@code Integer.MIN_VALUE} where unknown. */
  public int period(int i) {
    return periods.length == 0 ? Integer.MIN_VALUE : periods[i];
  }
}
