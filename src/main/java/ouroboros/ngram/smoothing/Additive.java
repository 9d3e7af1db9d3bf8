package ouroboros.ngram.smoothing;

/**
 * p(w | h) = (c(hw) + k) / (c(h) + k V): every word is counted as if it occurred k more times. V is
 * the number of types.
 *
 * <p>Lower orders are not used. After a context that was not seen, all V types are equally
 * probable. k = 0 is maximum likelihood.
 *
 * @param k what is added to each count, in [0, 1e6]
 * @param unit the count of one occurrence
 * @see <a href="https://dash.harvard.edu/handle/1/25104739">Lidstone 1920, Note on the general case
 *     of the Bayes-Laplace formula for inductive or a posteriori probabilities; for language Chen
 *     and Goodman 1998, TR-10-98, section 2.1</a>
 */
public record Additive(double k, long unit) implements Smoothing {
  /** The usual k: add-one smoothing. */
  public static final double ONE = 1.0;

  public Additive {
    if (!(k >= 0 && k <= 1e6)) {
      throw new IllegalArgumentException("k is " + k + "; it must lie in [0, 1e6]");
    }
  }

  /** For tables in which one occurrence counts 1. */
  public Additive(double k) {
    this(k, 1);
  }

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    return n == top ? Discounts.aContext(k * unit * types) : Discounts.share(1);
  }

  @Override
  public Smoothing inUnitsOf(long ofOne) {
    return new Additive(k, unit * ofOne);
  }

  @Override
  public boolean onlyWhole() {
    return true;
  }
}
