package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.policy.Amount;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.truth.TruthSpec.Design;
import ouroboros.truth.TruthSpec.Divisor;

class KnownTruthFamilyTest {

  static Stream<TruthSpec> families() {
    List<List<Double>> unit = List.of(List.of(1.0));
    return Stream.of(
        new TruthSpec.Gaussian(1, Divisor.N, 1),
        new TruthSpec.Gaussian(3, Divisor.N_MINUS_1, .9),
        new TruthSpec.GaussianMixture(
            List.of(1.0, 3.0), List.of(List.of(-2.0), List.of(2.0)), List.of(unit, unit), 2),
        TruthSpec.Categorical.ofEqual(5),
        new TruthSpec.Zipf(1.5, 1000, 40),
        new TruthSpec.Poisson(2),
        new TruthSpec.LinearRegression(2, 1, Design.REUSED),
        new TruthSpec.LinearRegression(2, 1, Design.FRESH),
        new TruthSpec.KernelDensity(.3));
  }

  static List<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(10), new Amount.Units(25));
  }

  private static List<double[][]> run(TruthCell cell, long seed, long from, int count) {
    List<double[][]> values = new ArrayList<>();
    KnownTruthLineage.run(cell, seed, from, count, values::add);
    return values;
  }

  @ParameterizedTest
  @MethodSource("families")
  void aReplicateIsTheSameAloneAndAmongOthers(TruthSpec family) {
    for (Policy policy : policies()) {
      TruthCell cell = TruthCell.of(family, policy, 30, 30, 4);
      List<double[][]> together = run(cell, 5, 0, 6);

      assertThat(run(cell, 5, 4, 1).get(0)).as("%s", policy).isDeepEqualTo(together.get(4));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void seedsAndReplicatesDiffer(TruthSpec family) {
    TruthCell cell = TruthCell.of(family, new Policy.Replace(), 30, 30, 3);
    double[] first = run(cell, 5, 0, 1).get(0)[3];

    assertThat(run(cell, 5, 1, 1).get(0)[3]).isNotEqualTo(first);
    assertThat(run(cell, 6, 0, 1).get(0)[3]).isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("families")
  void cellsShareGenerationZero(TruthSpec family) {
    List<double[]> first =
        policies().stream()
            .map(policy -> run(TruthCell.of(family, policy, 30, 30, 1), 5, 2, 1).get(0)[0])
            .toList();

    assertThat(first).allMatch(values -> Arrays.equals(values, first.get(0)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void frozenNeverMoves(TruthSpec family) {
    double[][] values = run(TruthCell.of(family, new Policy.Frozen(), 30, 30, 3), 5, 0, 1).get(0);

    assertThat(values[3]).isEqualTo(values[0]);
  }

  @Test
  void aWindowOfOneIsReplace() {
    for (TruthSpec family : families().toList()) {
      TruthCell replace = TruthCell.of(family, new Policy.Replace(), 30, 20, 4);
      TruthCell window = TruthCell.of(family, new Policy.Window(1, false), 30, 20, 4);

      assertThat(run(window, 5, 0, 1).get(0)).isDeepEqualTo(run(replace, 5, 0, 1).get(0));
    }
  }

  /** A training set that grows by S_g and one that is pooled again are the same, up to rounding. */
  @Test
  void accumulateIsAWindowWithoutEnd() {
    for (TruthSpec family : families().toList()) {
      double[][] grown =
          run(TruthCell.of(family, new Policy.Accumulate(), 30, 20, 4), 5, 0, 1).get(0);
      double[][] pooled =
          run(TruthCell.of(family, new Policy.Window(9, false), 30, 20, 4), 5, 0, 1).get(0);

      for (int m = 0; m < grown[4].length; m++) {
        assertThat(grown[4][m]).isCloseTo(pooled[4][m], within(1e-9));
      }
    }
  }

  @Test
  void metricsCanBeChosen() {
    TruthCell cell =
        new TruthCell(
            new TruthSpec.Gaussian(1, Divisor.N, 1),
            new Policy.Replace(),
            10,
            10,
            2,
            1,
            List.of("variance"));

    assertThat(cell.measures()).containsExactly(new Measure("variance", "all"));
    assertThat(run(cell, 5, 0, 1).get(0)).hasDimensions(3, 1);
  }

  /**
   * At a low temperature, draws from two types concentrate on the larger: probabilities to the
   * power 1/T.
   */
  @Test
  void aLowTemperatureSharpens() {
    TruthCell cold =
        new TruthCell(
            new TruthSpec.Categorical(List.of(.3, .7)),
            new Policy.Replace(),
            10_000,
            10_000,
            1,
            .5,
            List.of("heterozygosity-ratio"));
    double ratio = run(cold, 5, 0, 1).get(0)[1][0];
    double p = .09 / (.09 + .49);

    // standard error of p near .004 (twice the sampling of 10,000): 5 of them, false alarm 6e-7
    assertThat(ratio * 2 * .3 * .7).isCloseTo(2 * p * (1 - p), within(5 * 2 * .7 * .006));
  }

  /** Its logarithm falls by 1.96 a generation. */
  @Test
  void anArbitrarilyNarrowModelKeepsItsDigits() {
    TruthCell cell =
        TruthCell.of(new TruthSpec.Gaussian(1, Divisor.N, 1), new Policy.Replace(), 2, 2, 300);
    double[][] values = run(cell, 5, 0, 1).get(0);

    assertThat(values[300][2]).isFinite().isLessThan(-300);
  }

  @Test
  void aCutKeepsTheFirstRanksOnly() {
    TruthCell cell =
        TruthCell.of(new TruthSpec.Zipf(1.1, 1000, 7), new Policy.Replace(), 500, 500, 1);
    double[][] values = run(cell, 5, 0, 1).get(0);

    assertThat(values[0][1]).isGreaterThan(50);
    assertThat(values[1][1]).isEqualTo(7);
  }
}
