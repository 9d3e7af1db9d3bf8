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
import ouroboros.random.Key;
import ouroboros.random.Purpose;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.TruthCell.Backend;

/** Populations have the law of points that are drawn one by one. */
class PopulationFamilyTest {
  private static final TruthSpec THREE = new TruthSpec.Categorical(List.of(.2, .3, .5));
  private static final TruthSpec LINE = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
  private static final TruthSpec PLANE = new TruthSpec.Gaussian(2, TruthSpec.Divisor.N_MINUS_1, .9);
  private static final int REPLICATES = 1_000;
  private static final int LAST = 4;

  private static TruthCell cell(TruthSpec family, Policy policy, long units, Backend backend) {
    TruthCell.Drawing drawing = new TruthCell.Drawing(1, backend);
    return new TruthCell(
        family, policy, units, units, LAST, drawing, List.of(), SafeguardList.NONE);
  }

  private static Stream<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(5), new Amount.Units(13)).stream()
        .filter(policy -> policy.choose() instanceof Policy.Choose.Random);
  }

  /**
   * Means of all values and of their squares and products with generation 1, in 1,000 replicates of
   * each. Seeds 11 and 12. About 3,000 comparisons of |z| with 5.5: false-alarm rate 1e-4.
   */
  @ParameterizedTest
  @MethodSource("policies")
  void theLawIsThatOfSinglePoints(Policy policy) {
    for (TruthSpec family : List.of(THREE, LINE, PLANE)) {
      TruthCell points = cell(family, policy, 12, Backend.POINTS);
      TruthCell population = cell(family, policy, 12, Backend.POPULATION);
      if (population.populationProblem().isPresent()) {
        assertThat(family).isNotEqualTo(THREE);
        continue;
      }
      double[][] one = moments(points, 11);
      double[][] other = moments(population, 12);
      for (int i = 0; i < one.length; i++) {
        double gap = other[i][0] - one[i][0];
        double error = Math.sqrt((one[i][1] + other[i][1]) / REPLICATES);
        assertThat(Math.abs(gap))
            .as("%s, %s, value %d: %s and %s", policy, family, i, one[i][0], other[i][0])
            .isLessThanOrEqualTo(5.5 * error + 1e-12);
      }
    }
  }

  /** [3 x generations x measures] mean and variance of value, square, and product with g = 1. */
  private static double[][] moments(TruthCell cell, long seed) {
    List<double[]> rows = new ArrayList<>();
    KnownTruthLineage.run(cell, seed, 0, REPLICATES, values -> rows.add(products(values)));
    int columns = rows.get(0).length;
    double[][] moments = new double[columns][2];
    for (int c = 0; c < columns; c++) {
      int column = c;
      double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      moments[c][0] = mean;
      moments[c][1] =
          rows.stream()
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
    }
    return moments;
  }

  private static double[] products(double[][] values) {
    int measures = values[0].length;
    double[] products = new double[3 * values.length * measures];
    int at = 0;
    for (double[] generation : values) {
      for (int m = 0; m < measures; m++) {
        double x = Double.isNaN(generation[m]) ? 0 : generation[m];
        double first = Double.isNaN(values[1][m]) ? 0 : values[1][m];
        products[at++] = x;
        products[at++] = x * x;
        products[at++] = x * first;
      }
    }
    return products;
  }

  /** Moments cannot say which points were chosen before, so these policies need the points. */
  @Test
  void whatChoosesAgainAmongGaussianPointsIsRefused() {
    List<String> refused =
        policies()
            .filter(p -> cell(LINE, p, 12, Backend.POPULATION).populationProblem().isPresent())
            .map(Policy::kind)
            .distinct()
            .toList();
    assertThat(refused)
        .containsExactlyInAnyOrder("accumulate-subsample", "bootstrap", "contaminated");
    assertThat(policies().map(p -> cell(THREE, p, 12, Backend.POPULATION).populationProblem()))
        .allMatch(problem -> problem.isEmpty());
  }

  /**
   * 10^12 points: n D_t = t under replace, D_t the mean squared error over its largest value. 400
   * replicates, seed 3. Two types: the squared error of fit t over that of one draw is chi-square
   * with one degree of freedom, so a mean of 400 has a deviation of .07; five of them: 6e-7.
   */
  @Test
  void aTrillionPointsDriftByTheLaw() {
    TruthCell cell =
        cell(
            new TruthSpec.Categorical(List.of(.3, .7)),
            new Policy.Replace(),
            1_000_000_000_000L,
            Backend.POPULATION);
    int column = cell.columns().indexOf(new Measure("mean-squared-error", "all"));
    double[] sums = new double[LAST + 1];
    KnownTruthLineage.run(
        cell,
        3,
        0,
        400,
        values -> Arrays.setAll(sums, g -> sums[g] + values[g][column] / (2 * .3 * .7)));
    for (int g = 0; g <= LAST; g++) {
      assertThat(sums[g] / 400 * 1e12 / (g + 1)).isCloseTo(1, within(.354));
    }
  }

  /**
   * A subset of a subset of normal points, again and again: its moments are those of new points.
   * 20,000 draws, seed 4: mean and mean square of each entry of the scatter, |z| below 5.5 in 8
   * comparisons: false-alarm rate 3e-7.
   */
  @Test
  void aSubsetOfNormalPointsIsNormal() {
    GaussianPopulation population = new GaussianPopulation((TruthSpec.Gaussian) PLANE);
    int draws = 20_000;
    double[][] rows = new double[draws][];
    for (int i = 0; i < draws; i++) {
      var random = new Key(4, i).stream(0, Purpose.POPULATION, 0);
      GaussianPopulation.Batch all = population.truth(random, 9);
      GaussianPopulation.Batch some =
          population.without(random, population.without(random, all, 6), 4);
      double[] w = some.scatter();
      rows[i] =
          new double[] {
            w[0],
            w[2],
            w[3],
            w[0] * w[0],
            w[2] * w[2],
            w[3] * w[3],
            some.sum()[0] * some.sum()[1],
            some.sum()[1] * some.sum()[1]
          };
    }
    // Wishart with 3 degrees of freedom: E W_ii = 3, E W_ij = 0, E W_ii^2 = 3 x 5, E W_ij^2 = 3.
    double[] expected = {3, 0, 3, 15, 3, 15, 0, 4};
    for (int c = 0; c < expected.length; c++) {
      int column = c;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Arrays.stream(rows)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(expected[c], within(5.5 * Math.sqrt(variance / draws)));
    }
  }

  /** The same generation for any order of the calls: each source has its own random numbers. */
  @Test
  void aLongerLineageBeginsWithTheShorterOne() {
    for (TruthSpec family : List.of(THREE, PLANE)) {
      TruthCell cell = cell(family, new Policy.Accumulate(), 30, Backend.POPULATION);
      List<double[][]> runs = new ArrayList<>();
      KnownTruthLineage.run(cell, 5, 1, 1, runs::add);
      KnownTruthLineage.run(cell.until(2), 5, 1, 1, runs::add);
      assertThat(Arrays.copyOf(runs.get(0), 3)).isDeepEqualTo(runs.get(1));
    }
  }
}
