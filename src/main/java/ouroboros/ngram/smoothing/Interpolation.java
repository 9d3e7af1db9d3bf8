package ouroboros.ngram.smoothing;

import java.io.Serializable;
import java.util.List;

/**
 * The {@link Discounts} of a compiled model as integers, so that integers decide a draw.
 *
 * <p>A draw takes a place in [0, mass of the context): the slot it falls into keeps it where the
 * place lies at or above what is taken from the slot's count, else, and behind the counts, the
 * shorter context draws. So word w is drawn from context h with probability (kept + given p(w |
 * h')) / mass, which is the model, at the cost of one number an order. All is fixed point with 64
 * bits behind the point.
 */
public final class Interpolation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Maximum likelihood: nothing is taken. */
  public static final Interpolation NONE = new Interpolation(List.of(), new int[0], false);

  /** Counts told apart; a discount of a higher count is that of this one. */
  private static final int TOLD = 7;

  private static final int STRIDE = TOLD + 1;

  /** [rules] of orders 1 .. n, then of contexts that are an exception. */
  public final List<Discounts> rules;

  /** [types] what the uniform distribution draws: words and marks. */
  public final int[] vocabulary;

  /** Whether shorter contexts speak only for what longer ones have not seen. */
  public final boolean backsOff;

  /** Whether some context has mass beside its counts. */
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
   * @param rules [order + 1] of the successors of contexts of length 0, 1, .., and of exceptions
   * @param vocabulary what the uniform distribution draws
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

  /** What stands behind the point, in 2^-64; the lowest bit is 0, because 2^64 fits no long. */
  private static long fraction(double x) {
    return (long) ((x - Math.floor(x)) * 0x1p63) << 1;
  }

  /** Whether nothing is ever taken. */
  public boolean none() {
    return whole.length == 0;
  }

  /** From which place within a slot on it is kept without a look. */
  public long most() {
    return most;
  }

  /**
   * Whether a slot keeps what fell into it.
   *
   * @param rule which discounts
   * @param count count of the slot, at least 1
   * @param place whole part of the place within the slot, in [0, count)
   * @param rest fraction of the place, in 2^-64
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

  /** The mass beside the counts of a context, rounded up. */
  public long beside(int rule, int types) {
    long mass = Math.addExact((long) aType[rule] * types, aContext[rule]);
    return aContextFraction[rule] == 0 ? mass : mass + 1;
  }

  /** Whether a place behind the counts lies also behind the mass beside them. */
  public boolean outside(int rule, int types, long behind, long rest) {
    long over = behind - (long) aType[rule] * types - aContext[rule];
    return over > 0 || (over == 0 && Long.compareUnsigned(rest, aContextFraction[rule]) >= 0);
  }
}
