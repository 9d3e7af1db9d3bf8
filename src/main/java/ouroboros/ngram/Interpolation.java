package ouroboros.ngram;

import java.util.List;

/**
 * How an interpolated model gives mass to shorter contexts: a discount a count, and the uniform
 * distribution below the unigrams.
 *
 * <p>A draw takes a place in [0, total of the context): the slot it falls into is accepted where
 * the place lies at or above the slot's discount, else the shorter context draws. So word w is
 * drawn from context h with probability (c(hw) - D) / c(h) + (sum of D / c(h)) p(w | shorter h),
 * which is the interpolated model, at the cost of one draw an order. Discounts are fixed point with
 * 64 bits behind the point: integers decide.
 */
final class Interpolation {
  /** Maximum likelihood: nothing is taken. */
  static final Interpolation NONE = new Interpolation(List.of(), new int[0]);

  /** No discount is above 3, so a place from here on is accepted without a look. */
  static final int MOST = 3;

  private final long[] whole;
  private final long[] fraction;

  /** [types] what the uniform distribution draws: words and marks. */
  final int[] vocabulary;

  /**
   * @param discounts [order] of the successors of contexts of length 0, 1, ..
   * @param vocabulary what the uniform distribution draws
   */
  Interpolation(List<Discounts> discounts, int[] vocabulary) {
    this.vocabulary = vocabulary;
    whole = new long[discounts.size() * 4];
    fraction = new long[discounts.size() * 4];
    for (int level = 0; level < discounts.size(); level++) {
      for (int count = 1; count <= 3; count++) {
        double d = discounts.get(level).of(count);
        double floor = Math.floor(d);
        whole[4 * level + count] = (long) floor;
        // Via 2^63, because a double above that does not fit a long; the lowest bit is left 0.
        fraction[4 * level + count] = (long) ((d - floor) * 0x1p63) << 1;
      }
    }
  }

  /** Whether nothing is ever taken. */
  boolean none() {
    return whole.length == 0;
  }

  /**
   * Whether a slot keeps what fell into it.
   *
   * @param level length of the context
   * @param count count of the slot, at least 1
   * @param place whole part of the place within the slot, in [0, count)
   * @param rest fraction of the place, in 2^-64
   */
  boolean accepts(int level, long count, long place, long rest) {
    if (place >= MOST) {
      return true;
    }
    int i = 4 * level + (int) Math.min(count, 3);
    return place > whole[i] || (place == whole[i] && Long.compareUnsigned(rest, fraction[i]) >= 0);
  }
}
