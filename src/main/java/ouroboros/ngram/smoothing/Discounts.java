package ouroboros.ngram.smoothing;

import java.io.Serializable;

/**
 * What one order of a model does with the counts of a context h: how much of each count it keeps,
 * and what it gives to the shorter context h'.
 *
 * <p>With c the count of hw, C their sum, T the number of distinct successors:
 *
 * <pre>
 *   kept(c)  = c - D(c) - s c             (D by count, s a share of every count)
 *   mass(h)  = C + a T + b                (a a type, b a context)
 *   given(h) = sum of D(c) + s C + a T + b
 *   p(w | h) = (kept(c) + given(h) p(w | h')) / mass(h)
 * </pre>
 *
 * Each smoothing fills in D, s, a, b and nothing else; drawing, scoring and ARPA files follow from
 * them. A context that was not seen gives way to h' whole. Immutable.
 */
public final class Discounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing is taken: maximum likelihood. */
  public static final Discounts NONE = new Discounts(new double[] {0, 0}, 0, 0, 0, false);

  /** What serves where counts of counts are degenerate: 0.5, 1 and 1.5. */
  public static final Discounts FALLBACK =
      new Discounts(new double[] {0, 0.5, 1.0, 1.5}, 0, 0, 0, true);

  /** [counts told apart + 1] taken from count 1, 2, ..; the last also from all higher ones. */
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

  /** Takes D(1), D(2), .. from counts 1, 2, ..; the last from all higher ones too. */
  public static Discounts byCount(double... d) {
    double[] byCount = new double[d.length + 1];
    System.arraycopy(d, 0, byCount, 1, d.length);
    return new Discounts(byCount, 0, 0, 0, false);
  }

  /** Takes a share of every count, in [0, 1]. */
  public static Discounts share(double share) {
    return new Discounts(new double[] {0, 0}, share, 0, 0, false);
  }

  /** Puts beside the counts a mass for every distinct successor. */
  public static Discounts aType(int mass) {
    return new Discounts(new double[] {0, 0}, 0, mass, 0, false);
  }

  /** Puts a mass beside the counts of a context. */
  public static Discounts aContext(double mass) {
    return new Discounts(new double[] {0, 0}, 0, 0, mass, false);
  }

  /** The same discounts, marked as those that serve where counts of counts are degenerate. */
  public Discounts asFallback() {
    return new Discounts(byCount, share, aType, aContext, true);
  }

  /** Whether the counts of counts were degenerate. */
  public boolean fallback() {
    return fallback;
  }

  /** How many counts are told apart. */
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

  /** kept(c); 0 for 0. */
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
   * @param byCount how many successors have count 1, 2, ..; the last bucket all higher ones; more
   *     buckets than D tells apart are fine
   * @param from where bucket 1 stands
   * @param buckets how many there are
   */
  public double given(long total, long types, long[] byCount, int from, int buckets) {
    return taken(total, byCount, from, buckets) + (double) aType * types + aContext;
  }

  /** What is taken from the counts themselves. */
  public double taken(long total, long[] byCount, int from, int buckets) {
    double taken = 0;
    for (int k = 1; k <= buckets; k++) {
      taken += of(k) * byCount[from + k - 1];
    }
    return taken + share * total;
  }
}
