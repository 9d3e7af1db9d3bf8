package ouroboros.ngram.smoothing;

import java.io.Serializable;
import java.util.List;

/**
 * The {@link Discounts} of a compiled model as integers, so that only integers decide on a draw.
 *
 * <p>A draw picks a random place in [0, mass(h)). The place falls into a slot, or behind all slots.
 * If it is in a slot, at or above the amount that is taken from the count of the slot, the word of
 * the slot is drawn. Otherwise the shorter context h' draws. So word w has probability (kept(c) +
 * given(h) p(w | h')) / mass(h), as the model says. Cost: one random number per order. Numbers are
 * in fixed point, in units of 2^-64.
 */
public final class Interpolation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Maximum likelihood: nothing is taken from any count. */
  public static final Interpolation NONE = new Interpolation(List.of(), new int[0], false);

  /** The highest count with a discount of its own; higher counts have the same discount. */
  private static final int TOLD = 7;

  private static final int STRIDE = TOLD + 1;

  /** [rules] the discounts of orders 1 .. n, then those of contexts that are an exception. */
  public final List<Discounts> rules;

  /** [types] the types of the uniform distribution: words and marks. */
  public final int[] vocabulary;

  /** Whether a shorter context draws only words that are not seen after the longer one. */
  public final boolean backsOff;

  /** Whether some context has mass in addition to its counts. */
  public final boolean widens;

  private final long[] whole;
  private final long[] fraction;
  private final long[] share;
  private final boolean[] all;
  private final int[] aType;
  private final long[] aContext;
  private final long[] aContextFraction;
  private final long most;

  /**
   * @param rules [order + 1] the discounts for contexts of length 0, 1, .., then those for
   *     exceptions
   * @param vocabulary the types of the uniform distribution
   */
  public Interpolation(List<Discounts> rules, int[] vocabulary, boolean backsOff) {
    this.rules = List.copyOf(rules);
    this.vocabulary = vocabulary;
    this.backsOff = backsOff;
    int many = rules.size();
    whole = new long[many * STRIDE];
    fraction = new long[many * STRIDE];
    share = new long[many];
    all = new boolean[many];
    aType = new int[many];
    aContext = new long[many];
    aContextFraction = new long[many];
    boolean wide = false;
    double highest = 0;
    for (int r = 0; r < many; r++) {
      Discounts d = rules.get(r);
      for (int count = 1; count <= TOLD; count++) {
        whole[r * STRIDE + count] = (long) Math.floor(d.of(count));
        fraction[r * STRIDE + count] = fraction(d.of(count));
        highest = Math.max(highest, d.of(count));
      }
      all[r] = d.share() >= 1;
      share[r] = all[r] ? 0 : fraction(d.share());
      highest = d.share() > 0 ? Double.POSITIVE_INFINITY : highest;
      aType[r] = d.aType();
      aContext[r] = (long) Math.floor(d.aContext());
      aContextFraction[r] = fraction(d.aContext());
      wide |= d.aType() > 0 || d.aContext() > 0;
    }
    widens = wide;
    most = highest > TOLD ? Long.MAX_VALUE : (long) Math.ceil(highest);
  }

  /**
   * The fraction of x in units of 2^-64. The lowest bit is 0, because 2^64 does not fit in a long.
   */
  private static long fraction(double x) {
    return (long) ((x - Math.floor(x)) * 0x1p63) << 1;
  }

  /** Whether nothing is ever taken. */
  public boolean none() {
    return whole.length == 0;
  }

  /** Whether nothing is ever taken from a count, and no context has more mass than its counts. */
  public boolean isWhole() {
    return !widens && most == 0;
  }

  /** A place within a slot that is at least this large is kept without a further test. */
  public long most() {
    return most;
  }

  /**
   * Whether a slot draws its word when a place falls into it.
   *
   * @param rule the index of the discounts
   * @param count count of the slot, at least 1
   * @param place whole part of the place within the slot, in [0, count)
   * @param rest fraction of the place, in units of 2^-64
   */
  public boolean keeps(int rule, long count, long place, long rest) {
    if (all[rule]) {
      return false;
    }
    long s = share[rule];
    if (s != 0) {
      long taken = ouroboros.random.Philox.unsignedMultiplyHigh(s, count);
      return place > taken || (place == taken && Long.compareUnsigned(rest, s * count) >= 0);
    }
    int i = rule * STRIDE + (int) Math.min(count, TOLD);
    return place > whole[i] || (place == whole[i] && Long.compareUnsigned(rest, fraction[i]) >= 0);
  }

  /** The mass of a context in addition to its counts, rounded up. */
  public long added(int rule, int types) {
    long mass = Math.addExact((long) aType[rule] * types, aContext[rule]);
    return aContextFraction[rule] == 0 ? mass : mass + 1;
  }

  /**
   * Whether a place behind the counts is also behind the mass that is added to them. {@code behind}
   * is its distance to the end of the counts.
   */
  public boolean outside(int rule, int types, long behind, long rest) {
    long over = behind - (long) aType[rule] * types - aContext[rule];
    return over > 0 || (over == 0 && Long.compareUnsigned(rest, aContextFraction[rule]) >= 0);
  }
}
