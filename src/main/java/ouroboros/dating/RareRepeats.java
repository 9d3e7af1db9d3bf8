package ouroboros.dating;

import java.io.Serializable;

/**
 * How often rare types are repeated inside a sentence of R. Policies draw real sentences as a
 * whole, so such occurrences come and go together, which looks like more feedback.
 *
 * <p>Counts add up over disjoint sets of sentences.
 */
public final class RareRepeats implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] occurrences = new long[PairSpectrum.RAREST + 1];
  private final long[] squares = new long[PairSpectrum.RAREST + 1];

  /** Whether types with this count in R are counted. */
  public static boolean isRare(long countInReal) {
    return countInReal >= 2 && countInReal <= PairSpectrum.RAREST;
  }

  /** A sentence of R that contains a rare type so many times. */
  public void add(long countInReal, int times) {
    occurrences[(int) countInReal] += times;
    squares[(int) countInReal] += (long) times * times;
  }

  /** Adds what was counted over other sentences. */
  public void add(RareRepeats other) {
    for (int c = 0; c < occurrences.length; c++) {
      occurrences[c] += other.occurrences[c];
      squares[c] += other.squares[c];
    }
  }

  /**
   * The probability that an occurrence belongs to a pair in one sentence, for types that occur c
   * times: the mean number of occurrences in the sentence of an occurrence, less one.
   */
  double pairs(int c) {
    return occurrences[c] == 0 ? 0 : Math.min(1, (double) squares[c] / occurrences[c] - 1);
  }
}
