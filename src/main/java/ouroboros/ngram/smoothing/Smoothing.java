package ouroboros.ngram.smoothing;

import java.io.Serializable;

/**
 * How counts become probabilities. This sealed type is the list of all smoothings. A smoothing says
 * which counts it uses, and what each order takes from them ({@link Discounts}).
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

  /** The length of an array of counts of counts: counts 1 .. 6; index 0 is not used. */
  int COUNTS_OF_COUNTS = 7;

  /** Maximum likelihood: p(w | h) = c(hw) / c(h). What was not seen has probability 0. */
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
   * The discounts of one order.
   *
   * @param n the order, 1 .. top
   * @param top the order of the model
   * @param countsOfCounts [{@link #COUNTS_OF_COUNTS}] how many n-grams of order n have count k
   * @param types number of types of the uniform distribution below the unigrams
   */
  Discounts discounts(int n, int top, long[] countsOfCounts, long types);

  /**
   * The same smoothing for tables in which the count of one occurrence is {@code unit}: what is
   * added to the counts is multiplied by {@code unit} too. Only for smoothings that need no counts
   * of counts.
   */
  default Smoothing inUnitsOf(long unit) {
    return this;
  }

  /**
   * Whether adjusted counts are used below the highest order: the number of distinct tokens to the
   * left of an n-gram (occurrences where it starts with {@code <s>}) instead of its occurrences.
   */
  default boolean adjusted() {
    return false;
  }

  /** Whether a shorter context is used only for words that are not seen after the longer one. */
  default boolean backsOff() {
    return false;
  }

  /**
   * Whether only whole contexts count: those of full length and those that start with {@code <s>}.
   * All other contexts give everything to the shorter context, and in the end to the uniform
   * distribution.
   */
  default boolean onlyWhole() {
    return false;
  }

  /**
   * Whether the discounts are computed from counts of counts, which weighted counts do not have.
   */
  default boolean needsCountsOfCounts() {
    return false;
  }

  /** Whether the smoothing has parameters that must be fitted to guard first. */
  default boolean needsGuard() {
    return false;
  }
}
