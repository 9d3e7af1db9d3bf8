package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import ouroboros.inference.Moments;
import ouroboros.metric.Gold;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;
import ouroboros.truth.TruthSpec.Design;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * The published and derived cases at reduced replicates, seed 1. Each of the 64 comparisons allows
 * 4 standard errors: false alarm 6.3e-5 each, 0.4% for all together.
 */
class KnownCasesTest {
  private static final long SEED = 1;
  private static final Policy REPLACE = new Policy.Replace();
  private static final Policy ACCUMULATE = new Policy.Accumulate();

  private static void agrees(Moments measured, double expected) {
    double error = measured.sd().orElseThrow() / Math.sqrt((double) measured.count());
    assertThat(measured.mean().orElseThrow()).isCloseTo(expected, within(4 * error));
  }

  private static TruthSpec gaussian(Divisor divisor, double spread) {
    return new TruthSpec.Gaussian(1, divisor, spread);
  }

  private static Simulation run(
      TruthSpec family, Policy policy, long real, long size, int fits, int replicates) {
    return Simulation.of(TruthCell.of(family, policy, real, size, fits - 1), SEED, replicates);
  }

  @Test
  @Gold({"variance", "squared-mean", "wasserstein-2-squared", "log-variance"})
  void gaussianReplace() {
    Simulation run = run(gaussian(Divisor.N, 1), REPLACE, 100, 100, 50, 2000);

    agrees(run.at(49, "variance"), .605006);
    agrees(run.at(49, "squared-mean"), .394994);
    agrees(run.at(49, "wasserstein-2-squared"), .628879);
    agrees(run.at(49, "log-variance"), -1.009268);
    // Var of a variance of 2,000 nearly normal numbers: relative standard error sqrt(2/2000)
    double sd = run.at(49, "log-variance").sd().orElseThrow();
    assertThat(sd * sd).isCloseTo(1.020373, within(4 * 1.020373 * Math.sqrt(2.0 / 2000)));
  }

  /**
   * E log s^2 = t (psi(2) - log 2.5), with the other divisor t (psi(2) - log 2): a generation too
   * many or the wrong divisor are eight standard errors away.
   */
  @Test
  void fewPointsTellGenerationsAndDivisorsApart() {
    Simulation likelihood = run(gaussian(Divisor.N, 1), REPLACE, 5, 5, 10, 2000);
    Simulation unbiased = run(gaussian(Divisor.N_MINUS_1, 1), REPLACE, 5, 5, 10, 2000);

    agrees(likelihood.at(9, "log-variance"), -4.935064);
    agrees(unbiased.at(9, "log-variance"), -2.703629);
  }

  @Test
  void gaussianAccumulate() {
    Simulation run = run(gaussian(Divisor.N, 1), ACCUMULATE, 10, 10, 100, 2000);

    agrees(run.at(99, "variance"), .844276);
    agrees(run.at(99, "squared-mean"), .155724);
  }

  @Test
  @Gold("heterozygosity-ratio")
  void categoricalReplace() {
    Simulation run = run(TruthSpec.Categorical.ofEqual(50), REPLACE, 200, 200, 40, 400);

    agrees(run.at(39, "heterozygosity-ratio"), .818320);
  }

  @Test
  @Gold("mean-squared-error")
  void regression() {
    TruthSpec family = new TruthSpec.LinearRegression(10, 1, Design.REUSED);

    agrees(run(family, REPLACE, 100, 100, 10, 1000).at(9, "mean-squared-error"), 1.123596);
    agrees(run(family, ACCUMULATE, 100, 100, 10, 1000).at(9, "mean-squared-error"), .174131);
  }

  @Test
  void poisson() {
    Simulation run = run(new TruthSpec.Poisson(1), REPLACE, 10, 10, 100, 4000);

    agrees(run.at(9, "alive"), .821389);
    agrees(run.at(99, "alive"), .177516);
  }

  @Test
  @Gold({"alive", "mixed"})
  void bernoulli() {
    Simulation common =
        run(new TruthSpec.Categorical(List.of(.2, .8)), REPLACE, 100, 100, 600, 200);
    Simulation rare =
        run(new TruthSpec.Categorical(List.of(.01, .99)), REPLACE, 100, 100, 50, 1000);

    agrees(common.at(99, "alive"), .395007);
    agrees(common.at(99, "mixed"), .345800);
    agrees(common.at(599, "alive"), .201133);
    agrees(rare.at(49, "alive"), .041122);
  }

  @Test
  void freshLoopWithSpread() {
    Policy fresh = new Policy.Fresh(new Amount.Units(100), Policy.Total.ADD, Policy.OrderBy.HASH);
    Simulation even = run(gaussian(Divisor.N_MINUS_1, 1), fresh, 1000, 900, 41, 100);
    Simulation narrow = run(gaussian(Divisor.N_MINUS_1, .8), fresh, 1000, 900, 26, 150);
    Simulation alone = run(gaussian(Divisor.N_MINUS_1, .8), REPLACE, 1000, 1000, 11, 100);

    agrees(even.at(40, "squared-mean"), .00528571);
    agrees(even.at(40, "variance"), 1.0047619);
    agrees(narrow.at(25, "squared-mean"), .00188199);
    agrees(narrow.at(25, "variance"), .35774839);
    agrees(alone.at(10, "variance"), .107374);
  }

  @Test
  void weighted() {
    double[] weights = {.618034, .5, 1};
    double[] expected = {.616980, .664452, 1};
    for (int i = 0; i < weights.length; i++) {
      Policy policy = new Policy.Weighted(new Amount.Units(100), weights[i]);
      Simulation run = run(gaussian(Divisor.N, 1), policy, 100, 100, 21, 500);

      agrees(run.at(20, "squared-mean"), expected[i] / 100);
    }
  }

  @Test
  void windowOfThree() {
    Simulation run = run(gaussian(Divisor.N, 1), new Policy.Window(3, false), 10, 10, 15, 10_000);

    agrees(run.at(14, "squared-mean"), .3692);
  }

  @Test
  void anchor() {
    Policy policy =
        new Policy.Anchor(new Amount.Units(2), new Policy.Choose.Random(), Policy.Total.ADD);
    Simulation run = run(gaussian(Divisor.N, 1), policy, 2, 100, 150, 400);

    agrees(run.at(149, "squared-mean"), .5992);
  }

  /** Types past 500,000 would add 1.2e-6 to the mass: a tenth of a standard error at most. */
  @Test
  @Gold({"missing-mass", "support"})
  void zipf() {
    TruthSpec family = new TruthSpec.Zipf(2, 500_000, 500_000);
    Simulation ten = run(family, REPLACE, 10_000, 10_000, 10, 40);
    Moments thousand = run(family, REPLACE, 1000, 1000, 1, 100).at(0, "missing-mass");
    Moments most = run(family, REPLACE, 100_000, 100_000, 1, 20).at(0, "missing-mass");

    agrees(thousand, .0218428);
    agrees(ten.at(0, "missing-mass"), .00690962);
    agrees(most, .00218509);
    // Its standard error over two decades is near .001.
    double slope =
        Math.log10(most.mean().orElseThrow() / thousand.mean().orElseThrow()) / Math.log10(100);
    assertThat(slope).isCloseTo(-.5, within(.005));
    agrees(ten.at(9, "missing-mass"), .0166489);
    agrees(ten.at(9, "support"), 56.86);
  }

  @Test
  void aTailCutLeavesItsFloor() {
    TruthSpec family = new TruthSpec.Zipf(1.5, 500_000, 100);
    Simulation run = run(family, REPLACE, 200_000, 200_000, 2, 2);

    // all 100 ranks are alive; types past 500,000 would add .0011 to the floor
    assertThat(run.at(1, "missing-mass").mean().orElseThrow()).isCloseTo(.0763678, within(.0012));
  }

  @Test
  @Gold("second-moment")
  void kernelDensity() {
    TruthSpec family = new TruthSpec.KernelDensity(.5);

    agrees(run(family, REPLACE, 100, 100, 50, 400).at(49, "second-moment"), 13.25);
    agrees(run(family, ACCUMULATE, 100, 100, 50, 400).at(49, "second-moment"), 1.8748);
  }

  /** Kazdan et al. 2024: three policies, several dimensions and sizes. */
  @Test
  void gaussianInManyDimensions() {
    int t = 6;
    int[][] dimensionsAndSizes = {{1, 10}, {1, 1000}, {3, 20}, {10, 100}, {31, 20}, {100, 10}};
    for (int[] pair : dimensionsAndSizes) {
      int n = pair[1];
      TruthSpec family = new TruthSpec.Gaussian(pair[0], Divisor.N, 1);
      Policy subsample = new Policy.AccumulateSubsample(new Amount.Units(n));

      agrees(run(family, REPLACE, n, n, t, 60).at(t - 1, "variance"), ReplaceLaw.diversity(n, t));
      agrees(
          run(family, ACCUMULATE, n, n, t, 60).at(t - 1, "variance"),
          AccumulateLaw.diversity(n, t));
      agrees(
          run(family, subsample, n, n, t, 60).at(t - 1, "variance"),
          AccumulateSubsampleLaw.diversity(n, t));
    }
  }

  /**
   * Shumailov et al. 2024: two components narrow generation by generation. At a distance of eight
   * standard deviations each is fitted to its own points, n_k of 50, as one Gaussian with divisor
   * n_k. So a component's variance has the mean {@code .25 E prod_t (1 - 1/n_k(t))}; its numbers of
   * points are a Wright-Fisher chain that starts at a half. A step's mean fall is at least 4.9
   * standard errors: by chance, one of the 18 is no fall with a probability below 1e-5.
   */
  @Test
  void componentsOfAMixtureNarrow() {
    TruthSpec family =
        new TruthSpec.GaussianMixture(
            List.of(.5, .5),
            List.of(List.of(-2.0), List.of(2.0)),
            List.of(List.of(List.of(.25)), List.of(List.of(.25))),
            2);
    Simulation run = run(family, REPLACE, 50, 50, 10, 2000);

    for (String component : List.of("component=0", "component=1")) {
      double before = .25;
      for (int g = 0; g < 10; g++) {
        Moments variance = run.at(g, "variance", component);
        agrees(variance, .25 * narrowing(50, g + 1));
        assertThat(variance.mean().orElseThrow()).as("%s, M_%d", component, g).isLessThan(before);
        before = variance.mean().orElseThrow();
      }
    }
  }

  /** E prod (1 - 1/n) over that many fits; a component without points keeps its variance. */
  private static double narrowing(int points, int fits) {
    double[] rest = new double[points + 1];
    Arrays.fill(rest, 1);
    for (int t = 1; t <= fits; t++) {
      double[] from = new double[points + 1];
      from[0] = 1;
      for (int n = 1; n <= points; n++) {
        from[n] = (1 - 1.0 / n) * (t == 1 ? 1 : mean(rest, (double) n / points));
      }
      rest = from;
    }
    return mean(rest, .5);
  }

  /** The mean of values[n], n binomial. */
  private static double mean(double[] values, double share) {
    BinomialDistribution numbers = new BinomialDistribution(values.length - 1, share);
    double sum = 0;
    for (int n = 0; n < values.length; n++) {
      sum += values[n] * numbers.probability(n);
    }
    return sum;
  }
}
