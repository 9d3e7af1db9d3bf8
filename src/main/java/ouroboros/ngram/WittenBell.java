package ouroboros.ngram;

/**
 * p(w | h) = (c(hw) + T(h) p(w | h')) / (c(h) + T(h)), T the number of distinct successors: a new
 * word is as probable as new words were so far.
 *
 * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell 1991, The zero-frequency problem,
 *     method C</a>
 */
public record WittenBell() implements Smoothing {
  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return Discounts.aType(1);
  }
}
