package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ouroboros.inference.Baselines;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Moments;
import ouroboros.inference.Trajectories;
import ouroboros.metric.CellRow;
import ouroboros.metric.Grid;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;

class OnsetsTest {
  private static final Trajectories NOTHING = (cell, quantity) -> Optional.empty();
  private static final Map<String, String> FROZEN = Map.of("policy.kind", "frozen");
  private static final Map<String, String> REPLACE = Map.of("policy.kind", "replace");

  /** "Tails left in generation 2, perplexity followed in generation 5." */
  @Test
  void everyMetricHasItsOwn() {
    Grid run =
        run(6)
            .metric(
                "a",
                "vocabulary-retention",
                Subject.SYNTHETIC,
                1,
                10,
                g -> g < 2 ? .9 : .9 - .04 * g)
            .metric("f", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .9)
            .metric("a", "perplexity", Subject.MODEL, 0, 10, g -> g < 5 ? 100 : 100 + 8 * g)
            .metric("f", "perplexity", Subject.MODEL, 0, 10, g -> 100);
    List<OnsetRow> rows = onsets(run);
    assertThat(rows).hasSize(2).isSorted();
    assertThat(rows.get(0).quantity().metric()).isEqualTo("perplexity");
    assertThat(rows.get(0).generation()).hasValue(5);
    assertThat(rows.get(0).margin()).isBetween(4.98, 5.02);
    assertThat(rows.get(1).generation()).hasValue(2);
    assertThat(rows.get(1).margin()).isEqualTo(.01);
    assertThat(rows.get(1).difference()).isBetween(-.085, -.075);
    assertThat(rows.get(1).adjusted().orElseThrow()).isLessThan(.05);
  }

  @Test
  void whatComesBackHasNotLeft() {
    Grid run =
        run(6)
            .metric("a", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> g == 4 || g >= 7 ? 8 : 9)
            .metric("f", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9);
    assertThat(onsets(run)).singleElement().matches(row -> row.generation().orElse(-1) == 7);
    Grid back =
        run(6)
            .metric("a", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> g == 4 ? 8 : 9)
            .metric("f", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9);
    assertThat(onsets(back)).singleElement().matches(row -> row.generation().isEmpty());
  }

  @Test
  void aDifferenceThatChangesItsSideLeavesAnew() {
    Grid run =
        run(6)
            .metric("a", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> g < 6 ? 8 : 10)
            .metric("f", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9);
    assertThat(onsets(run)).singleElement().matches(row -> row.generation().orElse(-1) == 6);
  }

  @Test
  void smallDifferencesDoNotMatterHoweverSureTheyAre() {
    Grid run =
        run(50)
            .metric("a", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9.03)
            .metric("f", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9);
    assertThat(onsets(run)).singleElement().matches(row -> row.generation().isEmpty());
  }

  @Test
  void twoEqualDifferencesProveNothing() {
    List<ContrastRow> two = List.of(equal(2));
    List<CellRow> cells = List.of(new CellRow("f", "f", FROZEN));
    assertThat(Onsets.of(cells, Map.of(), NOTHING, two, List.of()))
        .singleElement()
        .matches(row -> row.generation().isEmpty() && row.adjusted().orElse(0) == 1);
    assertThat(Onsets.of(cells, Map.of(), NOTHING, List.of(equal(5)), List.of()))
        .singleElement()
        .matches(row -> row.generation().isPresent() && row.adjusted().isEmpty());
  }

  /** Without feedback T_g gets worse too; with it the more so from generation 5 on. */
  @Test
  void aChangeOfTheRecipeIsNoOnset() {
    Grid run =
        run(6)
            .cell("c", Map.of("policy.kind", "accumulate"))
            .metric("f", "perplexity", Subject.TRAINING, 0, 10, g -> 100)
            .metric("c", "perplexity", Subject.TRAINING, 0, 10, g -> 100 + 10 * g)
            .metric("a", "perplexity", Subject.TRAINING, 0, 10, g -> 100 + (g < 5 ? 10 : 14) * g);
    Feedback alone = new Feedback(false, Optional.empty(), false, true, true, "accumulate");
    Feedback paired = new Feedback(false, Optional.of("c"), false, true, true, "accumulate");
    Feedback control = new Feedback(true, Optional.empty(), false, true, true, "accumulate");
    assertThat(onsets(run, Map.of("a", alone, "c", control))).isEmpty();
    OnsetRow row = onsets(run, Map.of("a", paired, "c", control)).get(0);
    assertThat(row.baseline()).isEqualTo("c");
    assertThat(row.generation()).hasValue(5);
    assertThat(row.difference()).isBetween(19.0, 21.0);
    assertThat(row.margin()).isBetween(7.4, 7.6);
  }

  /** T_1 differs from R by one draw; T_g of the second cell gets worse from generation 4 on. */
  @Test
  void oneDrawIsNoOnsetOfATrainingSet() {
    Grid run =
        run(6)
            .cell("b", Map.of("policy.kind", "bootstrap"))
            .metric("f", "perplexity", Subject.TRAINING, 0, 10, g -> 100)
            .metric("b", "perplexity", Subject.TRAINING, 0, 10, g -> g == 0 ? 100 : 130)
            .metric(
                "a", "perplexity", Subject.TRAINING, 0, 10, g -> g == 0 ? 100 : g < 4 ? 130 : 160);
    List<OnsetRow> rows = onsets(run);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).cell()).isEqualTo("a");
    assertThat(rows.get(0).baseline()).isEqualTo("a");
    assertThat(rows.get(0).generation()).hasValue(4);
    assertThat(rows.get(0).difference()).isBetween(29.0, 31.0);
    assertThat(rows.get(0).margin()).isBetween(6.4, 6.6);
    assertThat(rows.get(1).generation()).isEmpty();
  }

  @Test
  void oneNumberWithTwoNamesHasOneRow() {
    Grid run = run(6);
    for (String metric : List.of("retention-1", "vocabulary-retention", "retention-2")) {
      run.metric("a", metric, Subject.SYNTHETIC, 1, 5, g -> .5);
      run.metric("f", metric, Subject.SYNTHETIC, 1, 5, g -> .9);
    }
    assertThat(onsets(run))
        .extracting(row -> row.quantity().metric())
        .containsExactly("retention-2", "vocabulary-retention");
    Grid alone =
        run(6)
            .metric("a", "retention-1", Subject.SYNTHETIC, 1, 5, g -> .5)
            .metric("f", "retention-1", Subject.SYNTHETIC, 1, 5, g -> .9);
    assertThat(onsets(alone)).hasSize(1);
  }

  @Test
  void onlyFrozenIsABaseline() {
    Grid run =
        new Grid(5)
            .cell("b", Map.of("policy.kind", "bootstrap"))
            .cell("a", REPLACE)
            .metric("a", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 1)
            .metric("b", "entropy-1", Subject.SYNTHETIC, 1, 9, g -> 9);
    assertThat(onsets(run)).isEmpty();
  }

  @Test
  void marginsFollowTheUnitOfTheMetric() {
    assertThat(PracticalMargin.of("vocabulary-retention", .9)).isEqualTo(.01);
    assertThat(PracticalMargin.of("js-3", .9)).isEqualTo(.05);
    assertThat(PracticalMargin.of("log-variance", -4)).isEqualTo(.05);
    assertThat(PracticalMargin.of("types-2@", 1000)).isEqualTo(50);
    assertThat(PracticalMargin.of("perplexity", 200)).isEqualTo(10);
  }

  private static ContrastRow equal(int pairs) {
    Moments moments = Moments.EMPTY;
    for (int i = 0; i < pairs; i++) {
      moments = moments.plus(40);
    }
    return new ContrastRow(new SeriesKey("a", 1, "tokens", Subject.SYNTHETIC, "all"), "f", moments);
  }

  private static Grid run(int replicates) {
    return new Grid(replicates).cell("a", REPLACE).cell("f", FROZEN);
  }

  private static List<OnsetRow> onsets(Grid run) {
    return onsets(run, Map.of());
  }

  private static List<OnsetRow> onsets(Grid run, Map<String, Feedback> feedback) {
    return Onsets.of(
        run.cells(),
        feedback,
        run.over()::trajectory,
        run.over().contrasts(Baselines.of(run.cells())),
        run.over().summaries(key -> Optional.empty()));
  }
}
