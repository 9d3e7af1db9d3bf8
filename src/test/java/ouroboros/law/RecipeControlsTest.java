package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.verdict.Feedback;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.Verdict;
import ouroboros.inference.verdict.VerdictRow;
import ouroboros.inference.verdict.Verdicts;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;
import ouroboros.policy.WithoutFeedback;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * 500 runs of 5 replicates and 12 generations, seed 17, of policies whose training sets change
 * without feedback, because the share of real points or their number changes: the policy itself,
 * its control without feedback, and the same without feedback with keys of its own.
 */
class RecipeControlsTest {
  private static final long SEED = 17;
  private static final int RUNS = 500;
  private static final int REPLICATES = 5;
  private static final int GENERATIONS = 12;

  /** At most so many of 500: exceeded with probability .01 if each is wrong with .05. */
  private static final int MOST = 37;

  private static final TruthSpec TYPES = TruthSpec.Categorical.ofEqual(50);

  static Stream<Policy> policies() {
    return Stream.of(
        new Policy.Accumulate(),
        new Policy.AccumulateSubsample(new Amount.Share(1)),
        new Policy.Window(2, false),
        new Policy.GrowingByFactor(.8));
  }

  /**
   * A right program convicts in .025 of the runs at most, so a count above 37 has probability below
   * 1e-9.
   */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("policies")
  void aChangeOfTheRecipeIsNotTakenForFeedback(Policy policy) {
    int tails = 0;
    TreeMap<String, Integer> convicted = new TreeMap<>();
    List<TruthSpec> truths =
        policy instanceof Policy.Accumulate
            ? List.of(TYPES, new TruthSpec.Gaussian(1, Divisor.N, 1))
            : List.of(TYPES);
    for (TruthSpec truth : truths) {
      for (int run = 0; run < RUNS; run++) {
        OverReplicates over = new OverReplicates();
        add(over, truth, "frozen", new Policy.Frozen(), SEED, run);
        add(over, truth, "control", new WithoutFeedback(policy), SEED, run);
        add(over, truth, "again", new WithoutFeedback(policy), SEED + 1_000_000, run);
        add(over, truth, "fed", policy, SEED, run);
        List<VerdictRow> rows = verdicts(over, Optional.of("control"));
        boolean guilty = rows.stream().anyMatch(row -> row.cell().equals("again") && isYes(row));
        convicted.merge(truth.toString(), guilty ? 1 : 0, Integer::sum);
        tails +=
            rows.stream()
                    .anyMatch(
                        row ->
                            row.cell().equals("fed") && row.meaning() == Meaning.TAIL && isYes(row))
                ? 1
                : 0;
        assertThat(verdicts(over, Optional.empty()))
            .filteredOn(row -> !row.cell().equals("frozen"))
            .allMatch(row -> row.verdict() == Verdict.UNDECIDED);
      }
    }
    assertThat(convicted)
        .allSatisfy((truth, times) -> assertThat(times).as(truth).isLessThanOrEqualTo(MOST));
    if (policy instanceof Policy.Window) {
      assertThat(tails).isGreaterThanOrEqualTo(RUNS * 95 / 100);
    }
  }

  private static boolean isYes(VerdictRow row) {
    return row.verdict() == Verdict.YES;
  }

  private static List<VerdictRow> verdicts(OverReplicates over, Optional<String> control) {
    Feedback fed = new Feedback(false, control, false, true, true, "policy");
    Map<String, Feedback> known = new TreeMap<>(Map.of("fed", fed, "again", fed));
    control.ifPresent(
        name -> known.put(name, new Feedback(true, Optional.empty(), false, true, true, "policy")));
    List<CellRow> cells = new ArrayList<>();
    cells.add(new CellRow("frozen", "frozen", Map.of("policy.kind", "frozen")));
    known.keySet().forEach(name -> cells.add(new CellRow(name, name, Map.of("policy.kind", name))));
    return Verdicts.of(cells, known, over::trajectory, 1);
  }

  private static void add(
      OverReplicates over, TruthSpec truth, String name, Policy policy, long seed, int run) {
    TruthCell cell = TruthCell.of(truth, policy, 60, 60, GENERATIONS);
    KnownTruthLineage lineages = KnownTruthLineage.of(cell);
    for (int r = 0; r < REPLICATES; r++) {
      double[][] values = lineages.values(seed, run * REPLICATES + r);
      for (int g = 0; g < values.length; g++) {
        for (int m = 0; m < cell.measures().size(); m++) {
          Measure of = cell.measures().get(m);
          if (!Double.isNaN(values[g][m])) {
            over.add(
                new MetricRow(name, r, g, of.metric(), Subject.MODEL, of.scope(), values[g][m]));
          }
        }
      }
    }
  }
}
