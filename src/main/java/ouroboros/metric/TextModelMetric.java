package ouroboros.metric;

import ouroboros.ngram.heldout.Calibration;

/** Metrics of text models on real test text. The values are computed where the models are. */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum TextModelMetric implements Metric {
  /** Perplexity under the evaluation model. */
  PERPLEXITY(
      "perplexity",
      "How surprised the evaluation model, Kneser-Ney smoothing on relative counts of T_g, is by"
          + " the test sentences; also by stratum, and, with `corpus.period`, by period.",
      "2^(-(1/N) sum log2 P(token | context)), `</s>` counted in N;"
          + " P(w | h) = (x(hw) - D(x(hw)) + sum_v D(x(hv)) P(w | h'))/sum_v x(hv), 1/types below"
          + " the unigrams; x(hw) = c(hw)/tokens(T_g) * tokens(R) at the highest order and at the"
          + " beginning of a sentence, else sum_v min(1, c(vhw)/tokens(T_g) * tokens(R)); D is"
          + " piecewise linear, one per order",
      "tokens | 1 .. Infinity | R. Kneser, H. Ney (1995), doi:10.1109/ICASSP.1995.479394;"
          + " S. Chen, J. Goodman (1999), doi:10.1006/csla.1999.0128",
      "middle: what the training set no longer teaches; the same model for all cells. Exact copies"
          + " of a training set have its value.",
      "Smoothing softens the loss of a tail; comparable only for the same test text, guard and"
          + " vocabulary. Without guard the discounts are the usual ones of modified Kneser-Ney."),

  /** Perplexity under the generator itself. */
  PERPLEXITY_GENERATOR(
      "perplexity-generator",
      "How surprised M_g itself is by the test sentences.",
      "2^(-(1/N) sum log2 P(token | context)), `</s>` counted in N",
      "tokens | 1 .. Infinity | S. Chen, J. Goodman (1999), doi:10.1006/csla.1999.0128",
      "at once for models without smoothing: Infinity as soon as one test token is impossible.",
      "Infinity says little by itself: read it with `zero-probability-share`. No row where several"
          + " models draw (`ensemble`)."),

  /** Share of impossible test tokens. */
  ZERO_PROBABILITY_SHARE(
      "zero-probability-share",
      "Share of test tokens to which M_g gives probability 0.",
      "#{P = 0} / N, `</s>` counted in N",
      "share | 0 .. 1 | here",
      "early: every lost n-gram is a context or a continuation that test may need.",
      "High for high orders even at generation 0; always 0 for smoothed models. No row where"
          + " several models draw (`ensemble`)."),

  /** Share of unknown test tokens. */
  OOV_RATE(
      "oov-rate",
      "Share of test tokens, `</s>` not counted, whose type the subject does not have; with"
          + " `corpus.period`, also by period.",
      "#{test tokens with s = 0} / test tokens",
      "share | 0 .. 1 | here",
      "early: lost words, weighted by how often fresh real text needs them.",
      "Not 0 for R itself: compare with generation 0."),

  /** Cross-entropy on test minus the entropy of T_g. */
  CONFIDENCE_GAP(
      "confidence-gap",
      "Bits per token by which test is harder to predict than T_g itself.",
      "log2 perplexity - (sum c(h) log2 c(h) - sum c(hw) log2 c(hw))/N, n-grams of"
          + " `evaluation.order` in T_g",
      "bits | any | here",
      "early: the training set grows predictable while the world stays as it is.",
      "High for small training sets and high orders from the start: compare with generation 0."),

  /** Difference between confidence and accuracy. */
  EXPECTED_CALIBRATION_ERROR(
      "expected-calibration-error",
      "How far the probability of the likeliest next token is from how often it comes, on test,"
          + " under the evaluation model.",
      "sum over 15 equal bins of that probability of (tokens in the bin / all) |accuracy - mean"
          + " confidence|; bin k has the probabilities in ((k - 1)/15, k/15]",
      "probability | 0 .. 1 | C. Guo et al. (2017), arXiv 1706.04599",
      "middle: the training set repeats itself, so the model believes it more than the world does.",
      "Never below 0, and a few bins may hold nearly all tokens: see `confidence-mean` and"
          + " `confidence-accuracy`, in scope `all` for the direction and in `bin=K` for the"
          + " reliability diagram."),

  /** Mean confidence. */
  CONFIDENCE_MEAN(
      "confidence-mean",
      "Mean probability of the likeliest next token on test under the evaluation model; scopes"
          + " `all` and `bin=K`.",
      "mean of max P(w | context); bins of `expected-calibration-error`",
      "probability | 0 .. 1 | C. Guo et al. (2017), arXiv 1706.04599",
      "middle: rises as the training set grows predictable.",
      "High confidence is good where `confidence-accuracy` is as high."),

  /** Share of tokens that are the likeliest. */
  CONFIDENCE_ACCURACY(
      "confidence-accuracy",
      "Share of test tokens that are the likeliest next token under the evaluation model; scopes"
          + " `all` and `bin=K`.",
      "#{token = argmax P(w | context)} / N, `</s>` counted in N",
      "share | 0 .. 1 | C. Guo et al. (2017), arXiv 1706.04599",
      "middle: what the training set no longer teaches; blind to all but the likeliest token.",
      "Most tokens are not the likeliest even for a good model."),

  /** Share of tokens in a bin. */
  CONFIDENCE_SHARE(
      "confidence-share",
      "Share of test tokens whose likeliest alternative has a probability in a bin; scope `bin=K`.",
      "#{tokens in bin K} / N; bins of `expected-calibration-error`",
      "share | 0 .. 1 | C. Guo et al. (2017), arXiv 1706.04599",
      "middle: moves to the upper bins as the training set grows predictable.",
      "A weight for the reliability diagram, not a quality.");

  private static final String ALL = "all";

  private final Description description;

  TextModelMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String shows,
      String misleads) {
    this.description =
        Description.of(
            id,
            !(id.startsWith("confidence-") || id.equals("expected-calibration-error")),
            meaning,
            formula,
            unitRangeSource,
            "test is empty",
            shows,
            misleads);
  }

  /** Whether it describes the evaluation model, whose order is that of the experiment. */
  public boolean isOfEvaluation() {
    return this != PERPLEXITY_GENERATOR && this != ZERO_PROBABILITY_SHARE && this != OOV_RATE;
  }

  /** Whether a metric of the likeliest next token is wanted. */
  public static boolean asksForCalibration(MetricSelection wanted) {
    return wanted.includesAny(
        EXPECTED_CALIBRATION_ERROR, CONFIDENCE_MEAN, CONFIDENCE_ACCURACY, CONFIDENCE_SHARE);
  }

  /** Adds what is known of the likeliest next tokens. Empty bins have no mean and no accuracy. */
  public static void calibration(Calibration of, MetricSelection wanted, Measurements into) {
    EXPECTED_CALIBRATION_ERROR.add(of.error(), ALL, wanted, into);
    CONFIDENCE_MEAN.add(of.meanConfidence(), ALL, wanted, into);
    CONFIDENCE_ACCURACY.add(of.accuracy(), ALL, wanted, into);
    for (int k = 0; k < Calibration.BINS; k++) {
      String scope = "bin=" + (k + 1);
      CONFIDENCE_SHARE.add(of.share(k), scope, wanted, into);
      if (of.tokens()[k] > 0) {
        CONFIDENCE_MEAN.add(of.meanConfidence(k), scope, wanted, into);
        CONFIDENCE_ACCURACY.add(of.accuracy(k), scope, wanted, into);
      }
    }
  }

  private void add(double value, String scope, MetricSelection wanted, Measurements into) {
    if (wanted.includes(this)) {
      into.add(this, Subject.TRAINING, scope, value);
    }
  }

  @Override
  public Description description() {
    return description;
  }
}
