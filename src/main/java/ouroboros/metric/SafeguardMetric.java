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
      "Candidates that the first gate judged, per unit of S_g: what `refill: redraw` costs.",
      "offered to gate 1 / units of S_g",
      "candidates a unit | 1 .. 10000 | here",
      "S_g is empty; no row in a cell without safeguards",
      "at once: 1 / (product of all `gate-kept`) in expectation under `redraw`, else 1.",
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
   * @param drawn number of units of S_g
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
