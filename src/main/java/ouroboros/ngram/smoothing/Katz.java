package ouroboros.ngram.smoothing;

/**
 * Back-off with Good-Turing discounts: p(w | h) = d_c c(hw) / c(h) for words that are seen after h,
 * and alpha(h) p(w | h') for all others. alpha(h) makes the sum 1.
 *
 * <p>d_r = (r* / r - A) / (1 - A) with r* = (r + 1) n_{r+1} / n_r and A = 6 n_6 / n_1 for r up to k
 * = 5; higher counts have no discount. Where a d_r is outside (0, 1] or cannot be computed, the
 * counts are degenerate, and 0.5, 1 and 1.5 are taken from the counts instead. A context has no
 * discount where every word with a probability under h' is seen after h. The unigrams back off to
 * the uniform distribution over the types that were not seen.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1987.1165125">Katz 1987, Estimation of probabilities
 *     from sparse data for the language model component of a speech recognizer</a>
 */
public record Katz() implements Smoothing {
  /** The highest count that is discounted. */
  static final int K = 5;

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    long[] m = countsOfCounts;
    double above = (K + 1.0) * m[K + 1] / m[1];
    double[] d = new double[K + 1];
    for (int r = 1; r <= K; r++) {
      double adjusted = (r + 1.0) * m[r + 1] / m[r];
      double ratio = (adjusted / r - above) / (1 - above);
      if (!(ratio > 0 && ratio <= 1)) {
        return Discounts.FALLBACK;
      }
      d[r - 1] = (1 - ratio) * r;
    }
    return Discounts.byCount(d);
  }

  @Override
  public boolean backsOff() {
    return true;
  }

  @Override
  public boolean needsCountsOfCounts() {
    return true;
  }
}
