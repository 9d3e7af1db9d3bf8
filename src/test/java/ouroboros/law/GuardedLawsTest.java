package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.Moments;
import ouroboros.inference.Summary;
import ouroboros.metric.Expectation;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * Laws of cells with gates against their measurements, seed 11. There are about 180 comparisons;
 * |z| < 5 gives a false alarm with a probability of 1e-4 for all together, were all means normal.
 */
class GuardedLawsTest {
  private static final Policy REPLACE = new Policy.Replace();
  private static final TruthSpec TWO = new TruthSpec.Categorical(List.of(.1, .9));
  private static final TruthSpec FOUR = new TruthSpec.Categorical(List.of(.1, .2, .3, .4));
  private static final TruthSpec NORMAL = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
  private static final Gate DETECTOR = new Safeguard.OnPool(new Safeguard.Detector(.9, .05));

  private static TruthCell cell(
      TruthSpec family, Policy policy, long size, int generations, Refill refill, Gate... gates) {
    return new TruthCell(
        family,
        policy,
        size,
        size,
        generations,
        TruthCell.Drawing.AS_FITTED,
        List.of(),
        new SafeguardList(List.of(gates), refill));
  }

  private static Gate critic(double low, double high, Safeguard.Limits limits, double noise) {
    return new Safeguard.Critic(3, low, high, limits, noise);
  }

  private static Gate bestOf(int candidates, Safeguard.Pick pick, double... firstThenSecond) {
    List<Safeguard.WeightedReward> rewards = new ArrayList<>();
    for (double weight : firstThenSecond) {
      List<Double> values = rewards.isEmpty() ? List.of(1.0, 0.0) : List.of(0.0, 1.0);
      rewards.add(new Safeguard.WeightedReward(new Safeguard.Values(values), weight));
    }
    return new Safeguard.BestOf(candidates, rewards, 1, pick);
  }

  private static Gate review(long budget, double error, double bad, int reviewers) {
    return new Safeguard.Review(
        new Amount.Units(budget),
        new Safeguard.KeepRates(List.of(1.0, 0.0)),
        error,
        bad,
        reviewers,
        Safeguard.Rest.PASS);
  }

  private static Gate onPool(Gate gate) {
    return new Safeguard.OnPool(gate);
  }

  static Stream<TruthCell> cells() {
    Policy mixture = new Policy.Mixture(.1);
    Gate half = new Safeguard.Thin(.5);
    Gate rates = new Safeguard.KeepRates(List.of(.9, .6));
    return Stream.of(
        cell(NORMAL, mixture, 200, 8, Refill.REDRAW, DETECTOR),
        cell(NORMAL, mixture, 200, 8, Refill.SHRINK, DETECTOR),
        cell(FOUR, mixture, 200, 8, Refill.REDRAW, DETECTOR, new Safeguard.OnPool(half)),
        cell(FOUR, mixture, 200, 8, Refill.SHRINK, DETECTOR),
        cell(FOUR, mixture, 200, 3, Refill.REDRAW, half, DETECTOR, new Safeguard.OnPool(half)),
        cell(NORMAL, mixture, 200, 3, Refill.SHRINK, half, DETECTOR),
        cell(FOUR, REPLACE, 100, 6, Refill.REDRAW, half),
        cell(FOUR, new Policy.GrowingByFactor(4), 50, 3, Refill.REDRAW, half),
        cell(NORMAL, REPLACE, 100, 6, Refill.SHRINK, half, half),
        cell(NORMAL, REPLACE, 100, 6, Refill.REAL, half),
        cell(FOUR, REPLACE, 100, 6, Refill.REAL, new Safeguard.Detector(.3, 0)),
        cell(FOUR, mixture, 100, 6, Refill.SHRINK, half),
        cell(TWO, REPLACE, 100, 6, Refill.REDRAW, rates),
        cell(TWO, REPLACE, 100, 6, Refill.REDRAW, half, rates, bestOf(3, Safeguard.Pick.SAMPLE, 1)),
        cell(TWO, REPLACE, 100, 6, Refill.SHRINK, bestOf(4, Safeguard.Pick.SAMPLE, 1)),
        cell(TWO, REPLACE, 100, 6, Refill.REAL, bestOf(4, Safeguard.Pick.SAMPLE, .6, .4)),
        cell(TWO, REPLACE, 100, 3, Refill.REDRAW, bestOf(3, Safeguard.Pick.MAX, 1)),
        cell(TWO, REPLACE, 20_000, 4, Refill.SHRINK, rates),
        cell(TWO, REPLACE, 20_000, 4, Refill.REDRAW, review(10_000, .1, .2, 1)),
        cell(TWO, REPLACE, 20_000, 4, Refill.SHRINK, review(15_000, .2, .2, 3)),
        cell(TWO, mixture, 100, 6, Refill.REDRAW, onPool(rates), onPool(half)),
        cell(TWO, mixture, 100, 6, Refill.REAL, onPool(bestOf(4, Safeguard.Pick.SAMPLE, .6, .4))),
        cell(
            TWO,
            mixture,
            100,
            6,
            Refill.REDRAW,
            onPool(bestOf(3, Safeguard.Pick.MAX, 1)),
            onPool(rates)),
        cell(TWO, mixture, 20_000, 4, Refill.SHRINK, onPool(rates)),
        cell(TWO, mixture, 20_000, 4, Refill.REDRAW, onPool(review(10_000, .1, .2, 1))),
        cell(NORMAL, REPLACE, 100, 6, Refill.REDRAW, critic(.05, .95, Safeguard.Limits.MOVING, 0)),
        cell(NORMAL, REPLACE, 100, 6, Refill.SHRINK, critic(.05, .95, Safeguard.Limits.MOVING, .1)),
        cell(NORMAL, REPLACE, 100, 4, Refill.REDRAW, critic(.1, 1, Safeguard.Limits.MOVING, 0)),
        cell(
            NORMAL,
            REPLACE,
            100_000,
            6,
            Refill.REDRAW,
            critic(.05, .95, Safeguard.Limits.FIXED, 0)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void measurementsAgree(TruthCell cell) {
    int replicates = (int) Math.max(60, Math.min(2000, 200_000 / cell.size()));
    List<Measure> columns = cell.columns();
    Moments[][] moments = new Moments[cell.generations() + 1][columns.size()];
    Arrays.stream(moments).forEach(row -> Arrays.fill(row, Moments.EMPTY));
    KnownTruthLineage.run(
        cell,
        11,
        0,
        replicates,
        values -> {
          for (int g = 0; g < values.length; g++) {
            for (int m = 0; m < values[g].length; m++) {
              moments[g][m] =
                  Double.isNaN(values[g][m]) ? moments[g][m] : moments[g][m].plus(values[g][m]);
            }
          }
        });
    TruthLaws laws = TruthLaws.of(cell);
    int compared = 0;
    for (int g : new int[] {1, cell.generations()}) {
      for (int m = 0; m < columns.size(); m++) {
        Optional<Expectation> law = laws.expected(g, columns.get(m));
        if (law.isPresent()) {
          compared++;
          OptionalDouble z = Summary.of(moments[g][m], law).z();
          double mean = moments[g][m].mean().orElseThrow();
          String as = columns.get(m) + " at " + g + ": " + mean + ", law " + law.get().mean();
          if (z.isPresent()) {
            assertThat(Math.abs(z.getAsDouble())).as(as).isLessThan(5);
          } else {
            // all replicates are equal: what is rarer than one in them may not be seen
            assertThat(mean).as(as).isCloseTo(law.get().mean(), within(5.0 / replicates));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(1);
  }

  @Test
  void theForecastKnowsTheShareThatADetectorLeaves() {
    for (Refill refill : List.of(Refill.REDRAW, Refill.SHRINK)) {
      TruthLaws laws =
          TruthLaws.of(cell(NORMAL, new Policy.Mixture(.1), 1000, 400, refill, DETECTOR));
      double error = laws.expected(400, new Measure("squared-mean", "all")).orElseThrow().mean();
      assertThat(1000 * error)
          .isCloseTo(refill == Refill.REDRAW ? 1.309642 : 7.100893, within(5e-7));
      assertThat(laws.expected(3, new Measure("contamination", "all")).orElseThrow().mean())
          .isCloseTo(.09 / .185, within(1e-12));
    }
  }

  /** arXiv 2406.07515: the odds of wrong text fall by psi/phi in every generation. */
  @Test
  void aVerifierChangesTheOddsByItsRates() {
    TruthLaws laws =
        TruthLaws.of(
            cell(
                TWO,
                REPLACE,
                100_000_000,
                5,
                Refill.REDRAW,
                new Safeguard.KeepRates(List.of(.9, .6))));
    double odds = .1 / .9 * Math.pow(1.5, 5);
    double p = odds / (1 + odds);
    assertThat(laws.expected(5, new Measure("heterozygosity-ratio", "all")).orElseThrow().mean())
        .isCloseTo(p * (1 - p) / .09, within(1e-6));
  }

  /** A reviewer who rejects good with e and passes bad with e2 is a verifier with 1 - e and e2. */
  @Test
  void aReviewIsAVerifierWithABudget() {
    Measure diversity = new Measure("heterozygosity-ratio", "all");
    Gate verifier = new Safeguard.KeepRates(List.of(.9, .2));
    TruthLaws verified = TruthLaws.of(cell(TWO, REPLACE, 20_000, 3, Refill.SHRINK, verifier));
    TruthLaws reviewed =
        TruthLaws.of(cell(TWO, REPLACE, 20_000, 3, Refill.SHRINK, review(20_000, .1, .2, 1)));
    assertThat(reviewed.expected(3, diversity).orElseThrow().mean())
        .isCloseTo(verified.expected(3, diversity).orElseThrow().mean(), within(1e-9));
  }

  /** A pool whose real share changes: 1 / (1 - recall) is the law of synthetic units alone. */
  @Test
  void candidatesOfAPoolHaveNoLawWhereItsShareHasNone() {
    Policy contaminated = new Policy.Contaminated(List.of(.9, .5), Policy.RealSource.REAL);
    TruthCell cell = cell(FOUR, contaminated, 200, 2, Refill.REDRAW, DETECTOR);
    assertThat(TruthLaws.of(cell).expected(1, new Measure("candidates", "all"))).isEmpty();
  }

  /**
   * Where the best of a pool is chosen under shrink, further candidates come to the gates before
   * it, so the share that they keep has no law; where nothing else comes to them, it has.
   */
  @Test
  void aGateBeforeAChooserOnThePoolHasNoLawUnderShrink() {
    Gate best = new Safeguard.OnPool(bestOf(2, Safeguard.Pick.MAX, 1));
    Policy mixture = new Policy.Mixture(.3);
    Measure kept = new Measure("gate-kept", "gate=1");
    Gate thin = new Safeguard.Thin(.25);
    assertThat(
            TruthLaws.of(cell(TWO, mixture, 200, 2, Refill.SHRINK, thin, best)).expected(1, kept))
        .isEmpty();
    TruthCell alone = cell(TWO, mixture, 200, 2, Refill.SHRINK, thin);
    assertThat(TruthLaws.of(alone).expected(1, kept).orElseThrow().mean())
        .isCloseTo(.75, within(1e-9));
  }

  /** A gate at strength zero leaves the laws of a cell without it, under every refill. */
  @Test
  void gatesThatPassEverythingLeaveTheLaws() {
    List<Gate> two =
        List.of(
            new Safeguard.Thin(0),
            new Safeguard.Detector(0, 0),
            new Safeguard.KeepRates(List.of(1.0, 1.0)),
            bestOf(1, Safeguard.Pick.MAX, 1),
            review(0, .1, .2, 1));
    for (Refill refill : Refill.values()) {
      for (Gate gate : two) {
        sameLaws(cell(TWO, REPLACE, 100, 3, refill, gate), "heterozygosity-ratio", "alive");
      }
      Gate all = critic(0, 1, Safeguard.Limits.FIXED, 0);
      sameLaws(cell(NORMAL, REPLACE, 100, 3, refill, all), "variance", "squared-mean");
    }
    Policy mixture = new Policy.Mixture(.1);
    for (Gate gate :
        List.of(
            critic(0, 1, Safeguard.Limits.MOVING, 0),
            new Safeguard.Revise(3, Safeguard.When.LIKELY, 1, 10),
            new Safeguard.Revise(3, Safeguard.When.UNLIKELY, 0, 10),
            new Safeguard.PackedCritic(8, 0),
            new Safeguard.OnPool(new Safeguard.Thin(0)),
            new Safeguard.DetectorByTraining(
                Safeguard.Train.LOGISTIC, .05, Safeguard.Action.RESAMPLE, 0, 4))) {
      SafeguardList list = new SafeguardList(List.of(gate), Refill.SHRINK);
      assertThat(EffectivePolicy.of(mixture, list)).as(gate.toString()).contains(mixture);
    }
    SafeguardList half = new SafeguardList(List.of(new Safeguard.Thin(.5)), Refill.SHRINK);
    assertThat(EffectivePolicy.of(mixture, half)).isEmpty();
  }

  private static void sameLaws(TruthCell cell, String... metrics) {
    for (String metric : metrics) {
      Measure measure = new Measure(metric, metric.equals("alive") ? "type=1" : "all");
      for (int g = 0; g <= cell.generations(); g++) {
        assertThat(TruthLaws.of(cell).expected(g, measure))
            .as(cell.safeguards() + " " + metric)
            .isEqualTo(TruthLaws.withoutGates(cell).expected(g, measure));
      }
    }
  }

  @Test
  void otherListsHaveNoLaw() {
    Gate rates = new Safeguard.KeepRates(List.of(.9, .6));
    Measure diversity = new Measure("heterozygosity-ratio", "all");
    for (TruthCell cell :
        List.of(
            cell(TWO, new Policy.Accumulate(), 100, 2, Refill.REDRAW, rates),
            cell(TWO, REPLACE, 100, 2, Refill.REAL, rates),
            cell(TWO, REPLACE, 5000, 2, Refill.SHRINK, rates))) {
      assertThat(TruthLaws.of(cell).expected(1, diversity)).isEmpty();
      assertThat(TruthLaws.of(cell).expected(0, diversity)).isPresent();
    }
  }
}
