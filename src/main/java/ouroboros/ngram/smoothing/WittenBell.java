package ouroboros.ngram.smoothing;

/**
 * p(w | h) = (c(hw) + T(h) p(w | h')) / (c(h) + T(h)), T the number of distinct successors: a new
 * word is as probable as new words were so far.
 *
 * @param unit what one occurrence counts: T(h) is taken so many times
 * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell 1991, The zero-frequency problem,
 *     method C</a>
 */
public record WittenBell(int unit) implements Smoothing {
  /** Of whole counts. */
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
