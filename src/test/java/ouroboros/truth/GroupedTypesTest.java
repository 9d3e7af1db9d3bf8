package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.RankGroups;
import ouroboros.safeguard.SafeguardList;

/** Ranks in groups against single ranks. */
class GroupedTypesTest {
  private static final int TYPES = 100_000;
  private static final int LAST = 4;
  private static final List<Measure> MEASURES = Measure.ofTypes();

  @ParameterizedTest
  @ValueSource(doubles = {.7, 1, 1.5, 2})
  void aGroupHasRanksOfAlmostOneProbability(double exponent) {
    TruthSpec.Zipf zipf = new TruthSpec.Zipf(exponent, TYPES, 777);
    double[] weights = zipf.weights();
    double all = IntStream.range(0, TYPES).mapToDouble(i -> weights[i]).sum();
    RankGroups groups = RankGroups.of(zipf.exponent(), zipf.types(), zipf.cut());
    int rank = 0;
    long beforeCut = 0;
    double squares = 0;
    for (int j = 0; j < groups.size(); j++) {
      int from = rank;
      rank += (int) groups.ranks(j);
      double mass = IntStream.range(from, rank).mapToDouble(i -> weights[i] / all).sum();
      assertThat(groups.probability(j) * groups.ranks(j)).isCloseTo(mass, within(1e-11 * mass));
      assertThat(weights[rank - 1]).isGreaterThanOrEqualTo(weights[from] * (1 - 1.0001e-3));
      beforeCut += j < groups.beforeCut() ? groups.ranks(j) : 0;
      squares += mass * mass / groups.ranks(j);
    }
    assertThat(rank).isEqualTo(TYPES);
    assertThat(beforeCut).isEqualTo(777);
    assertThat(groups.ranks(0)).isEqualTo(1);
    assertThat(groups.squares()).isCloseTo(squares, within(1e-10 * squares));
  }

  /** [generations, measures] values of one lineage. */
  private static <B> double[][] lineage(
      Population<B> model, long seed, int replicate, long units, boolean isAdded) {
    Key key = new Key(seed, replicate);
    double[][] values = new double[LAST + 1][];
    for (int g = 0; g <= LAST; g++) {
      KeyedStream random = key.stream(g, Purpose.POPULATION, 0);
      B batch = g == 0 ? model.truth(random, units) : model.draw(random, units);
      if (!isAdded || g == 0) {
        model.clear();
      }
      model.add(batch, 1L << 20);
      model.fit();
      values[g] = MEASURES.stream().mapToDouble(model::value).toArray();
    }
    return values;
  }

  /**
   * 100,000 types with 40,000 points a generation, single (seed 21) and in groups (seed 22): means
   * of all values and of their squares in 200 replicates each. 240 comparisons of |z| with 5.5: a
   * false-alarm rate of 1e-5.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 100000, 1, false",
    "1, 100000, 1, true",
    "1.3, 100000, .8, false",
    "1, 50, 1, false"
  })
  void theLawIsThatOfSingleRanks(double exponent, int cut, double temperature, boolean isAdded) {
    TruthSpec.Zipf zipf = new TruthSpec.Zipf(exponent, TYPES, cut);
    int replicates = 200;
    double[][][] sums = new double[4][LAST + 1][MEASURES.size()];
    for (int r = 0; r < replicates; r++) {
      double[][] single =
          lineage(
              new TypePopulation(zipf.weights(), cut, temperature, false), 21, r, 40_000, isAdded);
      double[][] grouped =
          lineage(
              new GroupedTypes(
                  RankGroups.of(zipf.exponent(), zipf.types(), zipf.cut()), temperature, isAdded),
              22,
              r,
              40_000,
              isAdded);
      for (int g = 0; g <= LAST; g++) {
        for (int m = 0; m < MEASURES.size(); m++) {
          sums[0][g][m] += single[g][m];
          sums[1][g][m] += single[g][m] * single[g][m];
          sums[2][g][m] += grouped[g][m];
          sums[3][g][m] += grouped[g][m] * grouped[g][m];
        }
      }
    }
    for (int g = 0; g <= LAST; g++) {
      for (int m = 0; m < MEASURES.size(); m++) {
        double one = sums[0][g][m] / replicates;
        double other = sums[2][g][m] / replicates;
        double ofOne = sums[1][g][m] / replicates - one * one;
        double ofOther = sums[3][g][m] / replicates - other * other;
        double error = Math.sqrt((Math.max(0, ofOne) + Math.max(0, ofOther)) / replicates);
        String what = "generation " + g + ", " + MEASURES.get(m) + ": " + one + " and " + other;
        assertThat(Math.abs(other - one)).as(what).isLessThanOrEqualTo(5.5 * error + 1e-6 * one);
        if (ofOne > 1e-9 * one * one) {
          // The logarithm of a ratio of variances has a scatter of about 2 / sqrt(replicates).
          assertThat(Math.log(ofOther / ofOne)).as(what).isCloseTo(0, within(.9));
        }
      }
    }
  }

  /**
   * 10^9 types, 10^8 points: the types of R and of S_1 that occur, within 6 standard deviations of
   * sum 1 - exp(-n p) and sum 1 - exp(-n p (1 - 1/e)) (to first order in 1/n). Seed 5.
   */
  @Test
  void aBillionTypesHaveTheirTail() {
    TruthSpec.Zipf zipf = new TruthSpec.Zipf(1, 1_000_000_000, 1_000_000_000);
    RankGroups groups = RankGroups.of(zipf.exponent(), zipf.types(), zipf.cut());
    long units = 100_000_000;
    GroupedTypes model = new GroupedTypes(groups, 1, false);
    double[][] values = lineage(model, 5, 0, units, false);
    double factor = 1;
    for (int g = 0; g <= LAST; g++) {
      double expected = 0;
      for (int j = 0; j < groups.size(); j++) {
        // A type with a Poisson count of mean x is alive g fits later with 1 - exp(-x factor).
        expected += groups.ranks(j) * -Math.expm1(-units * groups.probability(j) * factor);
      }
      double support = values[g][MEASURES.indexOf(new Measure("support", "all"))];
      assertThat(support).isCloseTo(expected, within(6 * Math.sqrt(expected) + 1e-7 * expected));
      factor = -Math.expm1(-factor);
    }
    assertThat(values[LAST][MEASURES.indexOf(new Measure("alive", "all"))]).isEqualTo(1);
  }

  @Test
  void policiesThatChooseAgainAreRefused() {
    TruthSpec.Zipf zipf = new TruthSpec.Zipf(1, 1_000_000_000, 1_000_000_000);
    assertThat(problem(zipf, new Policy.Replace())).isEmpty();
    assertThat(problem(zipf, new Policy.Accumulate())).isEmpty();
    EveryPolicy.of(new Amount.Units(5), new Amount.Units(13)).stream()
        .filter(policy -> problem(zipf, policy).isEmpty())
        .forEach(policy -> assertThat(policy.kind()).isIn("replace", "growing", "accumulate"));
    assertThat(problem(zipf, new Policy.Mixture(.5)))
        .isEqualTo(
            "of more than 33554432 types of zipf only the number of types of a group with the same"
                + " count is known, not which ones these are; policy mixture needs that: use"
                + " replace, growing or accumulate, or lower family.types");
  }

  private static String problem(TruthSpec family, Policy policy) {
    TruthCell.Drawing drawing = new TruthCell.Drawing(1, TruthCell.Backend.POPULATION);
    TruthCell cell =
        new TruthCell(family, policy, 1000, 1000, 3, drawing, List.of(), SafeguardList.NONE);
    assertThat(AvailableUnits.ofTruth(1000, 1000)).isEqualTo(cell.stock());
    return cell.populationProblem().orElse("");
  }
}
