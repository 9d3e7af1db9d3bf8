package ouroboros.inference.verdict;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ouroboros.inference.Quantity;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.inference.verdict.Reading.Side;
import ouroboros.metric.CellRow;
import ouroboros.metric.Subject;

/**
 * Eight meanings of collapse. Source of the meanings: R. Schaeffer et al. (2025), arXiv 2503.03150;
 * metrics and margins are chosen by this project, for the reasons given in {@code verdicts.md}.
 */
public enum Meaning {
  /**
   * A catastrophic rise of risk: by 1 bit (a token or point of test is half as probable), or to ten
   * times the start.
   */
  CATASTROPHIC("catastrophic increase of population risk", "risk rose catastrophically") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(risk(1, 1, 10, 10), NO_RISK, study, cell, Change::read);
    }
  },

  /** Any rise of the risk. */
  ANY_INCREASE("any increase", "risk rose") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(risk(0, .05, 1, 1.1), NO_RISK, study, cell, Change::read);
    }
  },

  /** Risk that keeps growing and does not level off. */
  DIVERGING("asymptotically diverging risk", "risk keeps growing") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(risk(.05, .05, .1, .1), NO_RISK, study, cell, Growth::read);
    }
  },

  /** Risk that falls with the sample size at a different rate than on real data. */
  SCALING("change in scaling law", "scaling law changed") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return new Scaling(study).ask(cell, risk(0, 0, 1, 1));
    }
  },

  /** Loss of variance or diversity. */
  VARIANCE("collapsing variance", "variance shrank") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(
          List.of(
              Reading.of(model("log-variance"), Scale.DIFFERENCE, Side.FALL, LOG_TENTH_LOST),
              Reading.of(model("variance"), Scale.RATIO, Side.FALL, .9),
              Reading.of(model("heterozygosity-ratio"), Scale.RATIO, Side.FALL, .9),
              Reading.of(model("variance-ratio"), Scale.RATIO, Side.FALL, .9),
              Reading.of(synthetic("variance-ratio"), Scale.RATIO, Side.FALL, .9)),
          Silence.ofRun(
              "no measured metric is a variance (`heterozygosity-1` of a text hardly changes when"
                  + " most of its words are lost); `variance-ratio` of a `gaussian-mixture` would"
                  + " tell"),
          study,
          cell,
          Change::read);
    }
  },

  /** Components of the truth that can no longer be distinguished. */
  MODES("real modes merging", "modes merged") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(
          Stream.of(model("effective-components"), synthetic("effective-components"))
              .map(q -> Reading.of(q, Scale.RATIO, Side.FALL, .9))
              .toList(),
          Silence.ofRun("`effective-components` of a mixture would tell"),
          study,
          cell,
          Change::read);
    }
  },

  /** Loss of rare real types. */
  TAIL("real tail data disappearing", "tail shrank") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(
          Stream.of(synthetic("vocabulary-retention"), model("support"), model("alive"))
              .map(q -> Reading.of(q, Scale.RATIO, Side.FALL, .95))
              .toList(),
          Silence.ofRun(
              "a continuous truth has no rare types; `vocabulary-retention` of a text, or"
                  + " `support` of `zipf` or `categorical`, would tell"),
          study,
          cell,
          Change::read);
    }
  },

  /**
   * n-grams that occur in no real text used so far, more of them than in the control. The share of
   * novel n-grams in the test split, which {@code excess-novel-n} subtracts, is not used: it falls
   * where a policy uses up more and more real text.
   */
  HALLUCINATED("hallucinated data appearing", "new n-grams appeared") {
    @Override
    Finding ask(CellRow cell, Study study) {
      return Reading.first(
          IntStream.iterate(LONGEST, n -> n - 1)
              .limit(LONGEST)
              .mapToObj(n -> synthetic("novel-" + n))
              .map(q -> new Reading(q, Scale.DIFFERENCE, Side.RISE, 0, .01))
              .toList(),
          Silence.ofRun(
              "a known truth gives nothing outside its own support; `novel-n` of a text would"
                  + " tell"),
          study,
          cell,
          (reading, seen) ->
              seen.isConstant()
                  ? Silence.ofRun(
                      "a model without smoothing draws no new n-grams up to its own order; a"
                          + " larger `metric-order`, or a smoothing, would tell")
                  : Change.read(reading, seen));
    }
  };

  private static final Silence NO_RISK =
      Silence.ofRun(
          "no measured metric is a population risk; `perplexity`, `log-likelihood`,"
              + " `wasserstein-2-squared` or `mean-squared-error` would tell");
  private static final double LOG_TENTH_LOST = StrictMath.log(.9);
  private static final int LONGEST = 6;

  private final String text;
  private final String plain;

  Meaning(String text, String plain) {
    this.text = text;
    this.plain = plain;
  }

  /** The text in {@code verdicts.csv}. */
  public String text() {
    return text;
  }

  /** What has happened in a cell whose verdict is yes, in a few words for a console. */
  public String plain() {
    return plain;
  }

  /** The finding of a run about a cell under this meaning. */
  abstract Finding ask(CellRow cell, Study study);

  /**
   * Measures of risk: cross-entropy of test text in bits per token, log-likelihood of test points,
   * squared distances from the truth.
   *
   * @param yesBits margin of yes in bits
   * @param noBits margin of no in bits
   * @param yesRatio margin of yes as a ratio
   * @param noRatio margin of no as a ratio
   */
  private static List<Reading> risk(
      double yesBits, double noBits, double yesRatio, double noRatio) {
    double nats = StrictMath.log(2);
    return List.of(
        new Reading(model("perplexity"), Scale.BITS, Side.RISE, yesBits, noBits),
        new Reading(
            new Quantity("perplexity", Subject.TRAINING, "all"),
            Scale.BITS,
            Side.RISE,
            yesBits,
            noBits),
        new Reading(
            model("log-likelihood"),
            Scale.DIFFERENCE,
            Side.FALL,
            0 - yesBits * nats,
            0 - noBits * nats),
        new Reading(model("wasserstein-2-squared"), Scale.RATIO, Side.RISE, yesRatio, noRatio),
        new Reading(model("mean-squared-error"), Scale.RATIO, Side.RISE, yesRatio, noRatio));
  }

  private static Quantity model(String metric) {
    return new Quantity(metric, Subject.MODEL, "all");
  }

  private static Quantity synthetic(String metric) {
    return new Quantity(metric, Subject.SYNTHETIC, "all");
  }
}
