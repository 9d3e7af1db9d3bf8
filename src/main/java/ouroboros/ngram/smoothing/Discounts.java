package ouroboros.ngram.smoothing;

import java.io.Serializable;

/**
 * p(w | h) = (kept(c) + given(h) p(w | h')) / mass(h): what one order of a model does with the
 * counts of a context h. It keeps a part of each count and gives the rest to the shorter context
 * h'.
 *
 * <p>With c the count of hw, C their sum, T the number of distinct successors:
 *
 * <pre>
 *   kept(c)  = c - D(c) - s c             (D depends on c, s is a share of every count)
 *   mass(h)  = C + a T + b                (a per type, b per context)
 *   given(h) = sum of D(c) + s C + a T + b
 *   p(w | h) = (kept(c) + given(h) p(w | h')) / mass(h)
 * </pre>
 *
 * Each smoothing sets D, s, a and b and nothing else; drawing, scoring and ARPA files follow from
 * them. In place of a context that was not seen, h' is used. Immutable.
 */
public final class Discounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing is taken from any count: maximum likelihood. */
  public static final Discounts NONE = new Discounts(new double[] {0, 0}, 0, 0, 0, false);

  /** The discounts that are used where counts of counts are degenerate: 0.5, 1 and 1.5. */
  public static final Discounts FALLBACK =
      new Discounts(new double[] {0, 0.5, 1.0, 1.5}, 0, 0, 0, true);

  /**
   * [length] what is taken from counts 0, 1, 2, ..; the last is also taken from all higher counts.
   */
  private final double[] byCount;

  private final double share;
  private final int aType;
  private final double aContext;
  private final boolean fallback;

  private Discounts(double[] byCount, double share, int aType, double aContext, boolean fallback) {
    this.byCount = byCount;
    this.share = share;
    this.aType = aType;
    this.aContext = aContext;
    this.fallback = fallback;
  }

  /** Takes D(1), D(2), .. from counts 1, 2, ..; the last also from all higher counts. */
  public static Discounts byCount(double... d) {
    double[] byCount = new double[d.length + 1];
    System.arraycopy(d, 0, byCount, 1, d.length);
    return new Discounts(byCount, 0, 0, 0, false);
  }

  /** Takes the share s in [0, 1] of every count. */
  public static Discounts share(double share) {
    return new Discounts(new double[] {0, 0}, share, 0, 0, false);
  }

  /** Adds the mass a for every distinct successor to the counts of a context. */
  public static Discounts aType(int mass) {
    return new Discounts(new double[] {0, 0}, 0, mass, 0, false);
  }

  /** Adds the mass b to the counts of a context. */
  public static Discounts aContext(double mass) {
    return new Discounts(new double[] {0, 0}, 0, 0, mass, false);
  }

  /** The same discounts, marked as those that are used where counts of counts are degenerate. */
  public Discounts asFallback() {
    return new Discounts(byCount, share, aType, aContext, true);
  }

  /** Whether the counts of counts were degenerate. */
  public boolean fallback() {
    return fallback;
  }

  /** How many counts have a discount of their own. */
  int told() {
    return byCount.length - 1;
  }

  /** D(c), for c at least 1. */
  public double of(long count) {
    return byCount[(int) Math.min(count, byCount.length - 1)];
  }

  /** s, in [0, 1]. */
  double share() {
    return share;
  }

  /** a. */
  int aType() {
    return aType;
  }

  /** b. */
  double aContext() {
    return aContext;
  }

  /** kept(c); 0 for c = 0. */
  public double kept(long count) {
    return count == 0 ? 0 : count - of(count) - share * count;
  }

  /** mass(h). */
  public double mass(long total, long types) {
    return total + (double) aType * types + aContext;
  }

  /**
   * given(h).
   *
   * @param byCount how many successors have count 1, 2, ..; the last bucket also has all higher
   *     counts; there may be more buckets than discounts
   * @param from the index of bucket 1
   * @param buckets the number of buckets
   */
  public double given(long total, long types, long[] byCount, int from, int buckets) {
    return taken(total, byCount, from, buckets) + (double) aType * types + aContext;
  }

  /** The sum of what is taken from the counts, without a and b. */
  public double taken(long total, long[] byCount, int from, int buckets) {
    double taken = 0;
    for (int k = 1; k <= buckets; k++) {
      taken += of(k) * byCount[from + k - 1];
    }
    return taken + share * total;
  }
}
