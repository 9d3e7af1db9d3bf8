package ouroboros.metric;

import java.util.List;
import ouroboros.metric.sentence.NaiveBayes;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.metric.sentence.StyleRatios;

/**
 * What becomes of the differences between strata: of their style, and of how well they are known.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum StrataMetric implements Metric {
  /** Spread of the styles of sentences. */
  STYLE_SD(
      "style-sd",
      "Standard deviation of the style of a sentence between two strata of guard, in scope"
          + " `strata=A/B`, for the four largest strata.",
      "sd of mean over words of log2 p_A(w)/p_B(w), p_X(w) = (c + 1/2)/(N_X + V/2) on guard",
      "bits | 0 .. | here",
      "fewer than two strata in guard, or no sentences",
      "middle: both ends of the range between two ways of writing come closer.",
      "Short sentences spread more: compare with R's own value at generation 0."),

  /** The sentences that are most of the second stratum. */
  STYLE_TAIL_LOW(
      "style-tail-low",
      "The style that 1 % of the sentences do not exceed: those that are most of the second"
          + " stratum.",
      "1 % quantile of the style of `style-sd`",
      "bits | any | here",
      "fewer than two strata in guard, or no sentences",
      "middle: rises as the end that is most of B is lost.",
      "A quantile in steps of 2^-10 bits; R's own value is at generation 0."),

  /** The sentences that are most of the first stratum. */
  STYLE_TAIL_HIGH(
      "style-tail-high",
      "The style that 99 % of the sentences do not exceed: beyond are those that are most of the"
          + " first stratum.",
      "99 % quantile of the style of `style-sd`",
      "bits | any | here",
      "fewer than two strata in guard, or no sentences",
      "middle: falls as the end that is most of A is lost.",
      "A quantile in steps of 2^-10 bits; R's own value is at generation 0."),

  /** How often a classifier that was trained on the subject finds a stratum. */
  RARE_RECALL(
      "rare-recall",
      "Share of a stratum's test sentences that naive Bayes recognises, trained on the subject and"
          + " the strata that its sentences were drawn from; scope `stratum=X`.",
      "#{test sentences of X with argmax_Y p(Y) prod p(w|Y) = X} / #{test sentences of X}; p(w|Y) ="
          + " (c_Y(w) + 1)/(N_Y + V), V words of R, others ignored",
      "share | 0 .. 1 | A. McCallum, K. Nigam (1998), AAAI Workshop on Learning for Text"
          + " Categorization",
      "the family is not `ngram-mixture {by: stratum}`, or test has no sentence of the stratum",
      "early for rare strata: their cases are taken for common ones.",
      "It falls with the stratum's share alone, through the prior: compare with `frozen`."),

  /** The same by another classifier. */
  RARE_RECALL_LOGISTIC(
      "rare-recall-logistic",
      "As `rare-recall`, by a multinomial logistic regression on word counts (MLlib, one sorted"
          + " partition), trained on the first 20,000 sentences; scope `stratum=X`.",
      "#{test sentences of X with argmax_Y b_Y + sum w_Y(word) = X} / #{test sentences of X}; mean"
          + " log loss + 0.0005 |w|^2, 30 steps of L-BFGS",
      "share | 0 .. 1 | D. Cox (1958), doi:10.1111/j.2517-6161.1958.tb00292.x",
      "the family is not `ngram-mixture {by: stratum}`, or test has no sentence of the stratum",
      "early for rare strata: their cases are taken for common ones.",
      "As `rare-recall`. A fit takes seconds in every generation, and S_g is drawn once more.");

  private final Description description;

  StrataMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    this.description =
        Description.of(id, false, meaning, formula, unitRangeSource, undefined, shows, misleads);
  }

  /** Adds the spread of styles between each pair of strata. */
  static void measure(
      SentenceTotals totals,
      List<String> strata,
      Subject subject,
      MetricSelection wanted,
      Measurements into) {
    for (StyleRatios.Spread style : totals.styles(strata.size())) {
      String scope =
          "strata=" + strata.get(style.pair().first()) + "/" + strata.get(style.pair().second());
      STYLE_SD.add(style.sd(), scope, subject, wanted, into);
      STYLE_TAIL_LOW.add(style.low(), scope, subject, wanted, into);
      STYLE_TAIL_HIGH.add(style.high(), scope, subject, wanted, into);
    }
  }

  /**
   * Adds how many test sentences of each stratum were found.
   *
   * @param metric the recall of the classifier
   * @param found [strata] as {@link NaiveBayes.Found} counts them
   * @param scopes [strata] the scope of each
   */
  public static void recall(
      StrataMetric metric,
      List<NaiveBayes.Found> found,
      List<String> scopes,
      Subject subject,
      MetricSelection wanted,
      Measurements into) {
    for (int s = 0; s < scopes.size(); s++) {
      metric.add(found.get(s).recall(), scopes.get(s), subject, wanted, into);
    }
  }

  private void add(
      double value, String scope, Subject subject, MetricSelection wanted, Measurements into) {
    if (wanted.includes(this)) {
      into.add(this, subject, scope, value);
    }
  }

  @Override
  public Description description() {
    return description;
  }
}
