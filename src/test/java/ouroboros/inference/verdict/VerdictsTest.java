package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.Quantity;
import ouroboros.metric.Grid;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class VerdictsTest {
  private static final Map<String, String> ONE = Map.of("policy.kind", "replace");

  @Test
  void aCellCanCollapseInOneSenseAndNotInAnother() {
    Grid run =
        text(6)
            .metric("a", "perplexity", Subject.MODEL, 0, 10, g -> 100 * (1 + .01 * g))
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g)
            .metric("a", "heterozygosity-1", Subject.SYNTHETIC, 1, 10, g -> .99)
            .metric("a", "novel-2", Subject.SYNTHETIC, 1, 10, g -> .2);
    says(run, Meaning.CATASTROPHIC, Verdict.NO, "");
    says(run, Meaning.ANY_INCREASE, Verdict.YES, "");
    says(run, Meaning.TAIL, Verdict.YES, "");
    says(run, Meaning.HALLUCINATED, Verdict.NO, "");
  }

  /** Of a text without a sweep over size, three meanings. They take no part in Holm's method. */
  @Test
  void whatARunCannotShowIsNotTested() {
    Grid run =
        text(6)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g)
            .metric("a", "heterozygosity-1", Subject.SYNTHETIC, 1, 10, g -> .99)
            .metric("a", "novel-2", Subject.SYNTHETIC, 1, 10, g -> 0);
    Map<Meaning, String> tells =
        Map.of(
            Meaning.VARIANCE, "`variance-ratio` of a `gaussian-mixture` would tell",
            Meaning.MODES, "`effective-components` of a mixture would tell",
            Meaning.SCALING, "a sweep over `size` with 3 numbers or more would tell",
            Meaning.HALLUCINATED, "a larger `metric-order`, or a smoothing, would tell",
            Meaning.ANY_INCREASE, "`mean-squared-error` would tell");
    tells.forEach(
        (meaning, text) -> {
          VerdictRow row = run.verdict("a", meaning);
          assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
          assertThat(row.reason()).startsWith("cannot be told from this run: ").endsWith(text);
          assertThat(row.p()).isEmpty();
        });
    VerdictRow tail = run.verdict("a", Meaning.TAIL);
    assertThat(tail.adjusted().orElseThrow())
        .isCloseTo(1.25 * tail.p().orElseThrow(), within(1e-15)); // alone, at the first look
  }

  /**
   * A cell that trains on other real text has another level from the first such generation on, and
   * a metric may drift in the control too. Neither is feedback.
   */
  @Test
  void aLevelIsNoChangeAndAChangeOfTheControlIsNoFeedback() {
    Grid run =
        new Grid(6)
            .cell("a", Map.of("policy.kind", "bootstrap"))
            .cell("f", Map.of("policy.kind", "frozen"))
            .metric("a", "perplexity", Subject.TRAINING, 0, 10, g -> g == 0 ? 100 : 200)
            .metric("f", "perplexity", Subject.TRAINING, 0, 10, g -> 100)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> g == 1 ? .9 : .7)
            .metric("f", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9)
            .metric("a", "novel-3", Subject.SYNTHETIC, 1, 10, g -> .6 + .02 * g)
            .metric("f", "novel-3", Subject.SYNTHETIC, 1, 10, g -> .5 + .02 * g);
    says(run, Meaning.CATASTROPHIC, Verdict.NO, "");
    says(run, Meaning.ANY_INCREASE, Verdict.NO, "");
    says(run, Meaning.TAIL, Verdict.NO, "");
    says(run, Meaning.HALLUCINATED, Verdict.NO, "");
  }

  /** Another order of the model has another control. */
  @Test
  void theControlDiffersOnlyInThePolicy() {
    Grid run =
        new Grid(6)
            .cell("f", Map.of("policy.kind", "frozen", "family.order", "2"))
            .cell("a", Map.of("policy.kind", "replace", "family.order", "3"))
            .metric("f", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g);
    says(run, Meaning.TAIL, Verdict.YES, "");
  }

  /** p is multiplied by 1.25 at the first look, then by 5 k (k - 1): 10, 30, .. */
  @Test
  void laterLooksNeedStrongerEvidence() {
    Grid run =
        text(6).metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g);
    double first = adjusted(run, 1);
    assertThat(adjusted(run, 2)).isCloseTo(8 * first, within(1e-12 * first));
    assertThat(adjusted(run, 3)).isCloseTo(24 * first, within(1e-12 * first));
    assertThat(adjusted(run, 1_000_000_000)).isEqualTo(1);
  }

  private static double adjusted(Grid run, int look) {
    return Verdicts.of(run.cells(), Map.of(), run.over()::trajectory, look).stream()
        .filter(row -> row.meaning() == Meaning.TAIL)
        .findFirst()
        .orElseThrow()
        .adjusted()
        .orElseThrow();
  }

  @Test
  void aChangeNeedsTwoGenerationsWithFeedback() {
    Grid run = text(6).metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 2, g -> 1.0 / g);
    says(
        run,
        Meaning.TAIL,
        Verdict.UNDECIDED,
        "cannot be told from this run: two generations with feedback are compared; more"
            + " `generations` would tell");
  }

  /** log2(110/101) = .1231 bits a token; retention .6/.84 = .7143. */
  @Test
  void estimatesStandOnTheScaleOfTheirMargins() {
    Grid run =
        text(6)
            .metric("a", "perplexity", Subject.MODEL, 0, 10, g -> 100 + g)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9 - .03 * g);
    VerdictRow risk = run.verdict("a", Meaning.ANY_INCREASE);
    assertThat(risk.estimate().orElseThrow()).isCloseTo(.1231, within(2e-3));
    assertThat(risk.margin()).hasValue(0);
    assertThat(risk.scale()).isEqualTo("difference in bits");
    assertThat(run.verdict("a", Meaning.DIVERGING).scale())
        .isEqualTo("difference in bits per doubling of t");
    assertThat(risk.generation()).hasValue(10);
    assertThat(risk.test()).isEqualTo("difference (t, one side)");
    VerdictRow tail = run.verdict("a", Meaning.TAIL);
    assertThat(tail.estimate().orElseThrow()).isCloseTo(.7143, within(2e-3));
    assertThat(tail.margin()).hasValue(.95);
    assertThat(tail.scale()).isEqualTo("ratio");
    assertThat(tail.quantity())
        .contains(new Quantity("vocabulary-retention", Subject.SYNTHETIC, "all"));
    assertThat(tail.adjusted().orElseThrow()).isGreaterThan(tail.p().orElseThrow());
  }

  @Test
  void nothingIsDecidedWithFewerThanFiveReplicates() {
    Grid run = text(4).metric("a", "perplexity", Subject.MODEL, 0, 10, g -> 100 * (g + 1));
    VerdictRow row = run.verdict("a", Meaning.CATASTROPHIC);
    assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(row.reason()).isEqualTo("needs 5 replicates");
    assertThat(row.replicates()).isEqualTo(4);
    assertThat(row.estimate()).isPresent();
    // An estimate has a margin and a scale also where it is not tested.
    assertThat(row.margin()).hasValue(1);
    assertThat(row.scale()).isEqualTo("difference in bits");
    assertThat(row.test()).isEmpty();
    assertThat(row.p()).isEmpty();
  }

  @Test
  void betterThanBeforeIsNoCollapse() {
    Grid run =
        text(5)
            .metric("a", "perplexity", Subject.MODEL, 0, 10, g -> 200 - 10 * g)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .5 + .02 * g);
    says(run, Meaning.CATASTROPHIC, Verdict.NO, "");
    says(run, Meaning.ANY_INCREASE, Verdict.NO, "");
    says(run, Meaning.TAIL, Verdict.NO, "");
  }

  @Test
  void whatNeverChangesIsNoCollapse() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 5; r++) {
      for (int g = 0; g <= 10; g++) {
        over.add(new MetricRow("a", r, g, "perplexity", Subject.MODEL, "all", 123.456));
      }
    }
    var rows = Verdicts.of(text(5).cells(), over::trajectory);
    assertThat(rows).filteredOn(row -> row.verdict() == Verdict.NO).hasSize(3);
    assertThat(rows).filteredOn(row -> row.verdict() == Verdict.YES).isEmpty();
  }

  @Test
  void growthThatLevelsOffDoesNotDiverge() {
    says(risk(g -> Math.pow(2, 5 + g / 4.0)), Meaning.DIVERGING, Verdict.YES, "");
    says(risk(g -> 32 * Math.pow(g + 1, .3)), Meaning.DIVERGING, Verdict.YES, "");
    says(risk(g -> 32), Meaning.DIVERGING, Verdict.NO, "");
    says(risk(g -> Math.pow(2, 5 - .5 / (g + 1))), Meaning.DIVERGING, Verdict.NO, "");
    says(
        risk(g -> Math.pow(2, 8 - 3 / Math.sqrt(g + 1))),
        Meaning.DIVERGING,
        Verdict.UNDECIDED,
        "growth is neither absent nor surely without end; more generations or replicates may"
            + " tell");
  }

  /** Slope over log2 t of 5 + .3 log2 t. */
  @Test
  void theSlopeOfRiskIsPerDoublingOfTheFits() {
    VerdictRow row = risk(g -> 32 * Math.pow(g + 1, .3)).verdict("a", Meaning.DIVERGING);
    assertThat(row.estimate().orElseThrow()).isCloseTo(.3, within(5e-3));
  }

  @Test
  void growthNeedsEightFits() {
    Grid run = text(5).metric("a", "perplexity", Subject.MODEL, 0, 6, g -> 100 * (g + 1));
    says(
        run,
        Meaning.DIVERGING,
        Verdict.UNDECIDED,
        "cannot be told from this run: of T fits 3 must be measured in each of T/4 .. T/2 and T/2"
            + " .. T, so T >= 8; T is 7; more `generations` would tell");
  }

  /** Squared error 1/n at first; at the end 1/n^.5, or 3/n. */
  @ParameterizedTest
  @ValueSource(strings = {"size", "real"})
  void theScalingLawIsComparedOverASweepOfSizes(String key) {
    Grid changed = new Grid(8);
    Grid kept = new Grid(8);
    for (int n : new int[] {100, 400, 1600}) {
      sized(changed, key, n, g -> g == 1 ? 1.0 / n : 1 / Math.sqrt(n));
      sized(kept, key, n, g -> (2 * g - 1) * 1.0 / n);
    }
    VerdictRow row = changed.verdict("n400", Meaning.SCALING);
    assertThat(row.verdict()).isEqualTo(Verdict.YES);
    assertThat(row.estimate().orElseThrow()).isCloseTo(.5, within(1e-3));
    assertThat(kept.verdict("n100", Meaning.SCALING).verdict()).isEqualTo(Verdict.NO);
    assertThat(kept.verdict("n100", Meaning.SCALING).test())
        .isEqualTo("equivalence (two one-sided t)");
  }

  @Test
  void aFirstRiskThatIgnoresSizeIsNoLaw() {
    Grid run = new Grid(5);
    for (int n : new int[] {100, 400, 1600}) {
      sized(run, "size", n, g -> g == 1 ? .5 : 1.0 / n);
    }
    assertThat(run.verdict("n100", Meaning.SCALING).reason())
        .isEqualTo(
            "the first models' risk does not follow size: there is no law that could change");
  }

  /** Excess bits over M_0: 100/n at first; at the end 100/n still, or 10/sqrt n. */
  @Test
  void onTextTheLawIsThatOfTheExcessOverTheFirstModel() {
    Grid kept = new Grid(8);
    Grid changed = new Grid(8);
    for (int n : new int[] {100, 400, 1600}) {
      bits(kept, n, g -> g == 0 ? 0 : 100.0 / n);
      bits(changed, n, g -> g == 0 ? 0 : g == 1 ? 100.0 / n : 10 / Math.sqrt(n));
    }
    VerdictRow row = changed.verdict("n400", Meaning.SCALING);
    assertThat(row.verdict()).isEqualTo(Verdict.YES);
    assertThat(row.estimate().orElseThrow()).isCloseTo(.5, within(1e-3));
    assertThat(kept.verdict("n400", Meaning.SCALING).verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void aRatioToNothingIsNotTaken() {
    Grid run = text(5).metric("a", "alive", Subject.MODEL, 0, 9, g -> 0);
    says(
        run, Meaning.TAIL, Verdict.UNDECIDED, "alive (model) starts at 0: there is no ratio to it");
  }

  /** Where a value is 0, so that means are compared and not logarithms. */
  @Test
  void aMeanThatFewReplicatesCarryIsNotTested() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 6; r++) {
      over.add(
          new MetricRow("a", r, 1, "mean-squared-error", Subject.MODEL, "all", .01 + .001 * r));
      over.add(
          new MetricRow(
              "a", r, 2, "mean-squared-error", Subject.MODEL, "all", r == 3 ? 50 : .01 * (r % 2)));
    }
    VerdictRow row =
        Verdicts.of(text(6).cells(), over::trajectory).stream()
            .filter(v -> v.meaning() == Meaning.ANY_INCREASE)
            .findFirst()
            .orElseThrow();
    assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(row.reason())
        .isEqualTo(
            "a few replicates carry the mean of mean-squared-error (model) (warnings.csv): a t test"
                + " would not hold");
  }

  @Test
  void logVarianceGivesWayToVarianceOnceItIsInfinite() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 6; r++) {
      double end = r == 3 ? Double.NEGATIVE_INFINITY : -3 + .1 * r;
      over.add(new MetricRow("a", r, 1, "log-variance", Subject.MODEL, "all", .01 * r));
      over.add(new MetricRow("a", r, 2, "log-variance", Subject.MODEL, "all", end));
      over.add(new MetricRow("a", r, 1, "variance", Subject.MODEL, "all", Math.exp(.01 * r)));
      over.add(new MetricRow("a", r, 2, "variance", Subject.MODEL, "all", Math.exp(end)));
    }
    VerdictRow row =
        Verdicts.of(text(6).cells(), over::trajectory).stream()
            .filter(v -> v.meaning() == Meaning.VARIANCE)
            .findFirst()
            .orElseThrow();
    assertThat(row.verdict()).isEqualTo(Verdict.YES);
    assertThat(row.quantity()).contains(new Quantity("variance", Subject.MODEL, "all"));
  }

  @Test
  void thereAreEightRowsACellInOrder() {
    Grid run = text(5).cell("b", Map.of());
    assertThat(run.verdicts()).hasSize(16).isSorted();
    assertThat(run.verdicts()).allMatch(row -> row.verdict() == Verdict.UNDECIDED);
    assertThat(run.verdicts()).noneMatch(row -> row.reason().isEmpty());
  }

  private static Grid text(int replicates) {
    return new Grid(replicates).cell("a", ONE);
  }

  private static Grid risk(IntToDoubleFunction perplexity) {
    return text(5).metric("a", "perplexity", Subject.MODEL, 0, 31, perplexity);
  }

  private static void sized(Grid run, String key, int n, IntToDoubleFunction risk) {
    run.cell("n" + n, Map.of(key, String.valueOf(n)))
        .metric("n" + n, "mean-squared-error", Subject.MODEL, 1, 2, risk);
  }

  /**
   * Excess bits over 7; every replicate has the same few thousandths of noise at all generations.
   */
  private static void bits(Grid run, int n, IntToDoubleFunction excess) {
    run.cell("n" + n, Map.of("size", String.valueOf(n)));
    for (int r = 0; r < 8; r++) {
      for (int g = 0; g <= 3; g++) {
        double value = Math.pow(2, 7 + excess.applyAsDouble(g) * (1 + .002 * ((r + g) % 4)));
        run.over().add(new MetricRow("n" + n, r, g, "perplexity", Subject.TRAINING, "all", value));
      }
    }
  }

  private static void says(Grid run, Meaning meaning, Verdict verdict, String reason) {
    VerdictRow row = run.verdict("a", meaning);
    assertThat(row.verdict()).as(row.toString()).isEqualTo(verdict);
    assertThat(row.reason()).isEqualTo(reason);
  }
}
