package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.Baselines;
import ouroboros.inference.Moments;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.Quantity;
import ouroboros.inference.Trajectories;
import ouroboros.inference.Trajectory;
import ouroboros.inference.verdict.Findings;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.Verdict;
import ouroboros.inference.verdict.VerdictRow;
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
 * Verdicts, onsets and warnings on truths, 100 replicates of 24 fits, seed 1: nothing by chance.
 */
class TruthFindingsTest {
  private static final int REPLICATES = 100;
  private static final Map<String, Policy> POLICIES =
      new TreeMap<>(
          Map.of(
              "replace", new Policy.Replace(),
              "accumulate", new Policy.Accumulate(),
              "frozen", new Policy.Frozen()));

  private final OverReplicates over = new OverReplicates();
  private final List<CellRow> cells = new ArrayList<>();

  static Stream<TruthSpec> truths() {
    return Stream.of(
        new TruthSpec.Gaussian(1, Divisor.N, 1),
        new TruthSpec.Gaussian(3, Divisor.N_MINUS_1, 1),
        TruthSpec.Categorical.ofEqual(50),
        new TruthSpec.Categorical(List.of(.005, .995)),
        new TruthSpec.Poisson(.02),
        new TruthSpec.LinearRegression(3, 1, Design.REUSED),
        new TruthSpec.KernelDensity(.5));
  }

  /**
   * The sd of a sum is bounded where only moments are kept: fewer decisions, never others. The
   * control collapses in no sense.
   */
  @ParameterizedTest
  @MethodSource("truths")
  void momentsDecideNothingThatValuesDeny(TruthSpec truth) {
    run(truth);
    List<VerdictRow> exact = findings(over::trajectory).verdicts();
    List<VerdictRow> bounded = findings(this::moments).verdicts();
    assertThat(exact).hasSameSizeAs(bounded).hasSize(8 * POLICIES.size());
    for (int i = 0; i < exact.size(); i++) {
      Verdict a = exact.get(i).verdict();
      Verdict b = bounded.get(i).verdict();
      assertThat(a == b || a == Verdict.UNDECIDED || b == Verdict.UNDECIDED)
          .as(exact.get(i) + " against " + bounded.get(i))
          .isTrue();
      assertThat(exact.get(i).estimate().orElse(0)).isNotNaN();
      assertThat(exact.get(i).cell().equals("frozen") && a == Verdict.YES).isFalse();
    }
  }

  @Test
  void gaussiansCollapseUnderReplaceOnly() {
    run(new TruthSpec.Gaussian(1, Divisor.N, 1));
    Findings found = findings(over::trajectory);
    assertThat(verdict(found, "replace", Meaning.ANY_INCREASE)).isEqualTo(Verdict.YES);
    assertThat(verdict(found, "replace", Meaning.VARIANCE)).isEqualTo(Verdict.YES);
    assertThat(verdict(found, "accumulate", Meaning.CATASTROPHIC)).isEqualTo(Verdict.NO);
    assertThat(found.onsets())
        .filteredOn(row -> row.quantity().metric().equals("log-variance"))
        .filteredOn(row -> row.cell().equals("replace"))
        .singleElement()
        .matches(row -> row.generation().orElse(99) <= 10);
  }

  private void run(TruthSpec truth) {
    POLICIES.forEach(
        (name, policy) -> {
          cells.add(new CellRow(name, name, Map.of("policy.kind", name)));
          TruthCell cell = TruthCell.of(truth, policy, 40, 40, 23);
          KnownTruthLineage lineages = KnownTruthLineage.of(cell);
          for (int r = 0; r < REPLICATES; r++) {
            add(name, r, cell.measures(), lineages.values(1, r));
          }
        });
  }

  private void add(String cell, int replicate, List<Measure> measures, double[][] values) {
    for (int g = 0; g < values.length; g++) {
      for (int m = 0; m < measures.size(); m++) {
        Measure measure = measures.get(m);
        if (!Double.isNaN(values[g][m])) {
          over.add(
              new MetricRow(
                  cell,
                  replicate,
                  g,
                  measure.metric(),
                  Subject.MODEL,
                  measure.scope(),
                  values[g][m]));
        }
      }
    }
  }

  private Findings findings(Trajectories run) {
    return Findings.of(
        cells,
        Map.of(),
        run,
        over.summaries(key -> Optional.empty()),
        over.contrasts(Baselines.of(cells)),
        1);
  }

  private Optional<Trajectory> moments(String cell, Quantity quantity) {
    return over.trajectory(cell, quantity)
        .map(
            values -> {
              TreeMap<Integer, Moments> moments = new TreeMap<>();
              values.generations().forEach(g -> moments.put(g, values.at(g)));
              return new Trajectory.OfMoments(moments);
            });
  }

  private static Verdict verdict(Findings found, String cell, Meaning meaning) {
    return found.verdicts().stream()
        .filter(row -> row.cell().equals(cell) && row.meaning() == meaning)
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
