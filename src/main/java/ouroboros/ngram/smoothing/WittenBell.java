package ouroboros.ngram.smoothing;

/**
 * p(w | h) = (c(hw) + T(h) p(w | h')) / (c(h) + T(h)), with T the number of distinct successors:
 * the probability of a new word is the share of new words among the words so far.
 *
 * @param unit the count of one occurrence; T(h) is multiplied by it
 * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell 1991, The zero-frequency problem,
 *     method C</a>
 */
public record WittenBell(int unit) implements Smoothing {
  /** For tables in which one occurrence counts 1. */
  public WittenBell() {
    this(1);
  }

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return Discounts.aType(unit);
  }

  @Override
  public Smoothing inUnitsOf(long ofOne) {
    return new WittenBell(Math.toIntExact(unit * ofOne));
  }
}
