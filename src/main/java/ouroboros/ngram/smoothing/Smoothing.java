package ouroboros.ngram.smoothing;

import java.io.Serializable;

/**
 * How counts become probabilities. This type is the catalogue; a smoothing states which counts it
 * looks at and what each order takes from them ({@link Discounts}).
 */
public sealed interface Smoothing extends Serializable
    permits Smoothing.None,
        Additive,
        AbsoluteDiscounting,
        KneserNey,
        ModifiedKneserNey,
        WittenBell,
        Katz,
        JelinekMercer {

  /** How many entries an array of counts of counts has: counts 1 .. 6, 0 is not used. */
  int COUNTS_OF_COUNTS = 7;

  /** Maximum likelihood: p(w | h) = c(hw) / c(h); what was not seen has probability 0. */
  record None() implements Smoothing {
    @Override
    public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
      return Discounts.NONE;
    }

    @Override
    public boolean onlyWhole() {
      return true;
    }
  }

  /**
   * What one order takes.
   *
   * @param n the order, 1 .. top
   * @param top the order of the model
   * @param countsOfCounts [{@link #COUNTS_OF_COUNTS}] how many n-grams of order n have count k
   * @param types over how many types the last mass is spread
   */
  Discounts discounts(int n, int top, long[] countsOfCounts, long types);

  /**
   * The same model where one occurrence counts {@code unit}: what stands beside the counts grows
   * with them. Only for smoothings that need no counts of counts.
   */
  default Smoothing inUnitsOf(long unit) {
    return this;
  }

  /**
   * Whether below the highest order an n-gram counts the distinct tokens to its left (occurrences
   * where it starts with {@code <s>}) instead of occurrences.
   */
  default boolean adjusted() {
    return false;
  }

  /** Whether a shorter context speaks only for words that the longer one has not seen. */
  default boolean backsOff() {
    return false;
  }

  /**
   * Whether only whole contexts count: those of full length and those that start with {@code <s>}.
   * Shorter ones then hand everything on, in the end to the uniform distribution.
   */
  default boolean onlyWhole() {
    return false;
  }

  /** Whether counts of counts decide, so that weighted counts make no sense. */
  default boolean needsCountsOfCounts() {
    return false;
  }

  /** Whether counts alone leave something open that is fitted to guard first. */
  default boolean needsGuard() {
    return false;
  }
}
