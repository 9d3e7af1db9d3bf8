package ouroboros.ngram.heldout;

import java.io.Serializable;

/**
 * Counts of a training set as if it had the size of R: x = c/N times the size of R.
 *
 * <p>A text and k exact copies of it have the same x, to the last bit: c/N is rounded correctly, so
 * kc/(kN) is the same number. x is rounded to a multiple of 2^-24, so sums of x do not depend on
 * their order.
 *
 * @param order of the evaluation model, at least 1
 * @param tokens N: the tokens of the training set, {@code </s>} included, in the units of its
 *     counts
 * @param size the tokens of R, {@code </s>} included, divided by how often R repeats itself
 */
public record RelativeScale(int order, long tokens, double size) implements Serializable {

  /** x = 1 in fixed point. */
  static final long ONE = 1L << 24;

  /** x of a count in fixed point, at least 1. */
  long of(long count) {
    return Math.max(1, (long) Math.rint((double) count / tokens * size * ONE));
  }

  /**
   * The size of a text without exact repetition: the sum of the counts of its unigrams, divided by
   * their greatest common divisor. It is the number of tokens unless the whole text is repeated.
   */
  public static double size(long[] unigrams) {
    long divisor = 0;
    double sum = 0;
    for (long count : unigrams) {
      divisor = divisor(count, divisor);
      sum += count;
    }
    return divisor == 0 ? 0 : sum / divisor;
  }

  /** The greatest common divisor; of 0 and x it is x. */
  static long divisor(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
}
