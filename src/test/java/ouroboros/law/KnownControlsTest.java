package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.Verdict;
import ouroboros.inference.verdict.VerdictRow;
import ouroboros.inference.verdict.Verdicts;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;
import ouroboros.truth.TruthSpec.Design;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * 500 runs of 5 replicates and 12 generations for each of several known truths, seed 16: a control,
 * a second {@code frozen} with keys of its own, {@code bootstrap}, {@code fresh-disjoint} and
 * {@code replace}. Nothing but {@code replace} has feedback.
 */
class KnownControlsTest {
  private static final long SEED = 16;
  private static final int RUNS = 500;
  private static final int REPLICATES = 5;
  private static final int GENERATIONS = 12;

  /** At most so many of 500: exceeded with probability .01 if each is wrong with .05. */
  private static final int MOST = 37;

  private static final List<String> CONTROLS = List.of("again", "bootstrap", "fresh-disjoint");
  private static final Map<String, Policy> POLICIES =
      new TreeMap<>(
          Map.of(
              "frozen", new Policy.Frozen(),
              "again", new Policy.Frozen(),
              "bootstrap", new Policy.Bootstrap(),
              "fresh-disjoint", new Policy.FreshDisjoint(),
              "replace", new Policy.Replace()));

  static Stream<TruthSpec> truths() {
    return Stream.of(
        new TruthSpec.Gaussian(1, Divisor.N, 1),
        TruthSpec.Categorical.ofEqual(50),
        new TruthSpec.Categorical(List.of(.05, .95)),
        new TruthSpec.Poisson(.1),
        new TruthSpec.LinearRegression(3, 1, Design.REUSED),
        new TruthSpec.KernelDensity(.5));
  }

  /**
   * Squared errors are skewed like chi squares, supports are small integers, and some measures are
   * often 0. A right program convicts a control in .025 of the runs at most, so a count above 37
   * has probability below 1e-9 for each truth and control.
   */
  @ParameterizedTest
  @MethodSource("truths")
  void controlsAreAcquittedAndTailsAreMissed(TruthSpec truth) {
    Map<String, Integer> convicted = new TreeMap<>();
    int tails = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = run(truth, run);
      for (String cell : CONTROLS) {
        List<VerdictRow> rows = Verdicts.of(cells("frozen", cell), over::trajectory);
        convicted.merge(cell, isConvicted(rows, cell) ? 1 : 0, Integer::sum);
      }
      List<VerdictRow> all =
          Verdicts.of(cells(POLICIES.keySet().toArray(String[]::new)), over::trajectory);
      for (String cell : CONTROLS) {
        convicted.merge(cell + " among all", isConvicted(all, cell) ? 1 : 0, Integer::sum);
      }
      List<VerdictRow> alone = Verdicts.of(cells("bootstrap"), over::trajectory);
      convicted.merge("bootstrap alone", isConvicted(alone, "bootstrap") ? 1 : 0, Integer::sum);
      tails += verdict(all, "replace", Meaning.TAIL) == Verdict.YES ? 1 : 0;
    }
    assertThat(convicted).allSatisfy((cell, times) -> assertThat(times).isLessThanOrEqualTo(MOST));
    if (truth instanceof TruthSpec.Categorical types && types.probabilities().size() == 50) {
      assertThat(tails).isGreaterThanOrEqualTo(RUNS * 95 / 100);
    }
  }

  private OverReplicates run(TruthSpec truth, int run) {
    OverReplicates over = new OverReplicates();
    POLICIES.forEach(
        (name, policy) -> {
          TruthCell cell = TruthCell.of(truth, policy, 60, 60, GENERATIONS);
          KnownTruthLineage lineages = KnownTruthLineage.of(cell);
          long seed = name.equals("again") ? SEED + 1_000_000 : SEED;
          for (int r = 0; r < REPLICATES; r++) {
            double[][] values = lineages.values(seed, run * REPLICATES + r);
            add(over, name, r, cell.measures(), values);
          }
        });
    return over;
  }

  private static void add(
      OverReplicates over, String cell, int r, List<Measure> measures, double[][] values) {
    for (int g = 0; g < values.length; g++) {
      for (int m = 0; m < measures.size(); m++) {
        Measure of = measures.get(m);
        if (!Double.isNaN(values[g][m])) {
          over.add(new MetricRow(cell, r, g, of.metric(), Subject.MODEL, of.scope(), values[g][m]));
        }
      }
    }
  }

  private static List<CellRow> cells(String... names) {
    List<CellRow> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(new CellRow(name, name, Map.of("policy.kind", name)));
    }
    return cells;
  }

  private static boolean isConvicted(List<VerdictRow> rows, String cell) {
    return rows.stream().anyMatch(row -> row.cell().equals(cell) && row.verdict() == Verdict.YES);
  }

  private static Verdict verdict(List<VerdictRow> rows, String cell, Meaning meaning) {
    Optional<VerdictRow> row =
        rows.stream()
            .filter(each -> each.cell().equals(cell) && each.meaning() == meaning)
            .findFirst();
    return row.orElseThrow().verdict();
  }
}
