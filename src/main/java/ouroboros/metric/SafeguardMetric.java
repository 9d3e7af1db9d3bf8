package ouroboros.metric;

import java.util.List;

/** How much the safeguards of a cell let pass, and what T_g consists of afterwards. */
@SuppressWarnings("ImmutableEnumChecker") // texts
public enum SafeguardMetric implements Metric {
  /** Share of its candidates that a gate let pass. */
  GATE_KEPT(
      "gate-kept",
      "Share of the candidates that a gate judged and let pass, in scope `gate=K`, K from 1.",
      "kept / offered",
      "share | 0 .. 1 | here",
      "the gate judged no candidate; no row in a cell without safeguards",
      "at once: how strict a gate is.",
      "A later gate judges only what earlier gates let pass."),

  /** Candidates that the first gate judged. */
  CANDIDATES(
      "candidates",
      "Candidates that the first gate judged, per unit of S_g, or of the pool where it judges the"
          + " pool: what `refill: redraw` costs.",
      "offered to gate 1 / units that it judges candidates of",
      "candidates a unit | 1 .. 10000 | here",
      "there are no such units; no row in a cell without safeguards",
      "at once: 1 / (product of all `gate-kept`) in expectation under `redraw`, else 1, or K with"
          + " `best-of`.",
      "A mean: a few units may need most of the candidates."),

  /** Real units of T_g. */
  REAL_UNITS_USED(
      "real-units-used",
      "Real units of T_g, each as often as it occurs there: the price of real text.",
      "units of R and reserve in T_g",
      "units | 0 .. | here",
      "never; no row in a cell without safeguards",
      "at once: what a policy and `refill: real` take from people.",
      "It counts a unit that is used again in every generation each time."),

  /** How well a trained detector ranks. */
  DETECTOR_AUC(
      "detector-auc",
      "Probability that a trained detector gives a sentence of a person a higher score than one of"
          + " the machine, in scope `gate=K`; ties count half.",
      "(pairs in order + ties / 2) / pairs; pairs of a sentence of the second half of guard and a"
          + " unit of the second half of the first 100,000 units of S_g",
      "probability | 0 .. 1 | doi:10.1148/radiology.143.1.7063747",
      "the gate is no trained detector",
      "at once: 0.5 is guessing. It falls where the machine writes like people.",
      "It says nothing about one limit: `detector-recall` does."),

  /** What a trained detector finds. */
  DETECTOR_RECALL(
      "detector-recall",
      "Share of machine sentences below the limit of a trained detector, in scope `gate=K`.",
      "units below the limit / units, over the second half of the first 100,000 units of S_g",
      "share | 0 .. 1 | doi:10.1098/rsta.1933.0009",
      "the gate is no trained detector",
      "at once: how much of S_g it would drop, at the false-alarm rate that was asked for.",
      "With `action: resample` nothing is dropped at this limit."),

  /** What a trained detector drops wrongly. */
  DETECTOR_FALSE_ALARM(
      "detector-false-alarm",
      "Share of sentences of people below the limit of a trained detector, in scope `gate=K`.",
      "sentences below the limit / sentences, over the second half of guard",
      "share | 0 .. 1 | doi:10.1098/rsta.1933.0009",
      "the gate is no trained detector",
      "at once: at most the key `false-alarm`; less where many sentences have one score.",
      "The limit is a quantile of the same sentences, so other text may have more."),

  /** Units that people looked at. */
  REVIEWED_UNITS(
      "reviewed-units",
      "Units of S_g that were reviewed: the price of people.",
      "units of S_g below the budget that came to the review",
      "units | 0 .. | here",
      "never; no row in a cell without a review",
      "at once: what `review` costs.",
      "Several reviewers of one unit count once."),

  /** Synthetic share of T_g. */
  CONTAMINATION(
      "contamination",
      "Share of T_g's units that a model wrote, by the ledger, weights included.",
      "sum of weight x units over S'_1 .. S'_g / the same over all of T_g",
      "share | 0 .. 1 | here",
      "T_g is empty; no row in a cell without safeguards",
      "at once: how much of the training set is synthetic after the safeguards.",
      "Units, not tokens: `ledger.csv` has the share of tokens. It says nothing about quality.");

  private static final String ALL = "all";

  private final Description description;

  SafeguardMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads) {
    this.description =
        Description.usual(id, meaning, formula, unitRangeSource, undefined, shows, misleads);
  }

  /**
   * The counts of one gate.
   *
   * @param offered candidates that it judged
   * @param kept candidates that it let pass, 0 .. offered
   */
  public record Judged(long offered, long kept) {}

  /** Adds the metrics of gate {@code gate}, from 1, which is a trained detector. */
  public static void detector(
      int gate,
      double auc,
      double recall,
      double falseAlarm,
      MetricSelection wanted,
      Measurements into) {
    String scope = "gate=" + gate;
    DETECTOR_AUC.add(auc, scope, wanted, into);
    DETECTOR_RECALL.add(recall, scope, wanted, into);
    DETECTOR_FALSE_ALARM.add(falseAlarm, scope, wanted, into);
  }

  /**
   * Units of T_g from one source.
   *
   * @param author 0 for real text, j for S'_j
   * @param units number of units, each counted as often as it occurs
   * @param weight of one unit, at least 0, in a scale that is the same for all lines
   */
  public record Taken(int author, long units, double weight) {}

  /**
   * Adds the metrics of a generation g >= 1 of a cell that has safeguards.
   *
   * @param gates in the order of the cell's list, at least one
   * @param drawn number of units that the first gate judged candidates of
   * @param training the recipe lines of T_g
   */
  public static void measure(
      List<Judged> gates,
      long drawn,
      List<Taken> training,
      MetricSelection wanted,
      Measurements into) {
    for (int k = 0; k < gates.size(); k++) {
      Judged gate = gates.get(k);
      GATE_KEPT.add((double) gate.kept / gate.offered, "gate=" + (k + 1), wanted, into);
    }
    CANDIDATES.add((double) gates.get(0).offered / drawn, ALL, wanted, into);
    long real = 0;
    double synthetic = 0;
    double all = 0;
    for (Taken line : training) {
      double weight = line.units * line.weight;
      real += line.author == 0 ? line.units : 0;
      synthetic += line.author == 0 ? 0 : weight;
      all += weight;
    }
    REAL_UNITS_USED.add((double) real, ALL, wanted, into);
    CONTAMINATION.add(synthetic / all, ALL, wanted, into);
  }

  /**
   * Adds how many units of S_g were reviewed.
   *
   * @param units in a cell with a review
   */
  public static void reviewed(long units, MetricSelection wanted, Measurements into) {
    REVIEWED_UNITS.add((double) units, ALL, wanted, into);
  }

  private void add(double value, String scope, MetricSelection wanted, Measurements into) {
    if (wanted.includes(this)) {
      into.add(this, Subject.GUARDED, scope, value);
    }
  }

  @Override
  public Description description() {
    return description;
  }
}
