package ouroboros.ngram.heldout;

import ouroboros.text.Vocabulary;

/**
 * The evaluation model of {@code perplexity}: interpolated Kneser-Ney smoothing that depends on
 * relative counts only, with discounts that are fitted to guard.
 *
 * <pre>
 *   p(w | h) = (x(hw) - D_n(x(hw)) + sum over v of D_n(x(hv)) p(w | h')) / sum over v of x(hv)
 * </pre>
 *
 * and 1 / vocabulary below the unigrams. x is the count as if the training set had the size of R;
 * below the highest order, x counts the distinct tokens to the left of an n-gram, each at most once
 * ({@link RelativeCounts}). D_n is piecewise linear and contains the three discounts of modified
 * Kneser-Ney ({@link DiscountCurve}). Its slopes make guard most probable ({@link DiscountFit}). In
 * place of a context that was not seen, h' is used. {@code <unk>} gets the probability of all types
 * outside the closed vocabulary together.
 *
 * <p>So k exact copies of a training set have the same perplexity as one, to the last bit. The
 * discounts of Kneser-Ney itself are estimated from the numbers of n-grams that occur once, twice
 * and so on, which says something only if occurrences are independent draws.
 *
 * <p>Cost: one pass over the n-grams of the text. Fitting costs a fixed number of passes over those
 * of guard.
 *
 * @see <a href="https://doi.org/10.1109/ICASSP.1995.479394">Kneser and Ney 1995, Improved
 *     backing-off for m-gram language modeling</a>
 * @see <a href="https://doi.org/10.1006/csla.1999.0128">Chen and Goodman 1999, An empirical study
 *     of smoothing techniques for language modeling</a>
 */
public final class EvaluationModel {
  private final HeldOut text;
  private final RelativeCounts counts;
  private final double uniform;

  /** [order + 1] the discount of each order. */
  private final DiscountCurve[] curves;

  /** The model with given discounts. */
  EvaluationModel(HeldOut text, RelativeCounts counts, double uniform, DiscountCurve[] curves) {
    this.text = text;
    this.counts = counts;
    this.uniform = uniform;
    this.curves = curves;
  }

  /**
   * Fits the model to the guard of a text.
   *
   * @param counts of a training set, with a {@link RelativeScale}
   * @param vocabulary number of types of the uniform distribution below the unigrams
   */
  public static EvaluationModel fit(HeldOut text, HeldOutCounts counts, long vocabulary) {
    double uniform = 1.0 / vocabulary;
    RelativeCounts relative = counts.relative();
    return new EvaluationModel(
        text, relative, uniform, DiscountFit.curves(text, relative, uniform));
  }

  /**
   * How often the likeliest next token comes, against its probability.
   *
   * @param of the counts that the model was fitted to, with {@link HeldOutCounts#calibrating}
   */
  public Calibration calibration(HeldOutCounts of) {
    return likeliest(of.likeliest()).calibration();
  }

  LikeliestTokens likeliest(LikeliestCandidates candidates) {
    return new LikeliestTokens(text, counts, candidates, uniform, curves);
  }

  /** The score of the text, without guard. */
  public HeldOutScore score() {
    return HeldOutScore.sum(text, probabilities());
  }

  /** The score of the same text by period. */
  public HeldOutScore score(HeldOutPeriods periods) {
    return periods.score(probabilities());
  }

  /** [entries] the probability of each entry of the text and of guard. */
  double[] probabilities() {
    int top = counts.order();
    double[][] p = new double[top + 1][];
    p[0] = new double[] {uniform};
    for (int n = 1; n <= top; n++) {
      p[n] = order(n, p[n - 1]);
    }
    double[] all = new double[text.entries()];
    for (int e = 0; e < all.length; e++) {
      int n = Math.min(text.order(e), top);
      all[e] = p[n][text.number(e, n)];
    }
    return all;
  }

  private double[] order(int n, double[] lower) {
    HeldOut.Level level = text.level(n);
    RelativeCounts.Column column = counts.columns[n];
    DiscountCurve curve = curves[n];
    double[] taken = new double[level.contexts];
    double[] total = new double[level.contexts];
    for (int c = 0; c < level.contexts; c++) {
      taken[c] = curve.taken(column.contexts, c * DiscountCurve.SEGMENTS);
      total[c] = column.total(c);
    }
    double[] p = new double[level.size];
    for (int i = 0; i < p.length; i++) {
      int c = level.context[i];
      double below = lower[level.shorter[i]];
      if (total[c] == 0) {
        p[i] = below;
        continue;
      }
      double kept =
          level.layout.token(level.keys, i, 0) == Vocabulary.UNK
              ? curve.keptOutside(column, c)
              : curve.kept(column.counts[i]);
      p[i] = (kept + taken[c] * below) / total[c];
    }
    return p;
  }
}
