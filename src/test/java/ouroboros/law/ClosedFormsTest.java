package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.truth.TruthSpec.Divisor;

/** The general recursion against the closed forms, and both against published numbers. */
class ClosedFormsTest {

  private static PoolingLaw.State state(Policy policy, long real, long size, int fit) {
    return PoolingLaw.of(policy, AvailableUnits.ofTruth(real, size), fit - 1)
        .orElseThrow()
        .at(fit - 1);
  }

  @Test
  void replace() {
    assertThat(ReplaceLaw.diversity(100, 50)).isCloseTo(.605006, within(5e-7));
    assertThat(state(new Policy.Replace(), 100, 100, 50).diversity())
        .isCloseTo(ReplaceLaw.diversity(100, 50), within(1e-13));
  }

  @Test
  void accumulate() {
    assertThat(AccumulateLaw.diversity(10, 100)).isCloseTo(.844276, within(5e-7));
    assertThat(state(new Policy.Accumulate(), 10, 10, 100).diversity())
        .isCloseTo(AccumulateLaw.diversity(10, 100), within(1e-13));
    assertThat(AccumulateLaw.diversity(10, 1_000_000))
        .isCloseTo(AccumulateLaw.limit(10), within(1e-6));
    assertThat(1e6 * (1 - AccumulateLaw.limit(1e6))).isCloseTo(Math.PI * Math.PI / 6, within(1e-5));
    assertThat(new RecipeStates(new Policy.Accumulate(), 10, 10, 40).last().diversity())
        .isCloseTo(AccumulateLaw.diversity(10, 40), within(1e-13));
  }

  @Test
  void accumulateSubsample() {
    Policy policy = new Policy.AccumulateSubsample(new Amount.Units(10));

    for (int fit = 1; fit <= 30; fit++) {
      assertThat(state(policy, 10, 10, fit).diversity())
          .isCloseTo(AccumulateSubsampleLaw.diversity(10, fit), within(1e-13));
    }
    assertThat(1e5 * (1 - AccumulateSubsampleLaw.diversity(1e5, 100_000)))
        .isCloseTo(Math.PI * Math.PI / 2 - 2, within(1e-2));
  }

  @Test
  void fresh() {
    Policy policy = new Policy.Fresh(new Amount.Units(30), Policy.Total.ADD, Policy.OrderBy.HASH);

    for (int fit : new int[] {1, 2, 9}) {
      assertThat(state(policy, 50, 80, fit).error())
          .isCloseTo(FreshLaw.error(80, 30, 1 / 50.0, fit), within(1e-13));
    }
    assertThat(state(policy, 50, 80, 200).error()).isCloseTo(FreshLaw.limit(80, 30), within(1e-13));
  }

  @Test
  void mixture() {
    assertThat(state(new Policy.Mixture(.2), 40, 40, 200).error())
        .isCloseTo(MixtureLaw.limit(40, .2), within(1e-13));
  }

  @Test
  void anchor() {
    Policy policy =
        new Policy.Anchor(new Amount.Units(2), new Policy.Choose.Random(), Policy.Total.ADD);

    assertThat(AnchorLaw.limit(100, 2)).isCloseTo(.5992, within(5e-5));
    assertThat(AnchorLaw.limit(1e8, 2)).isCloseTo(.6, within(1e-6));
    for (int fit : new int[] {1, 2, 300}) {
      assertThat(state(policy, 2, 100, fit).error())
          .isCloseTo(AnchorLaw.error(100, 2, fit), within(1e-12));
    }
  }

  @Test
  void partial() {
    for (int fit : new int[] {1, 2, 20}) {
      assertThat(state(new Policy.Partial(.3), 20, 20, fit).diversity())
          .isCloseTo(PartialLaw.diversity(20, .3, fit), within(1e-13));
    }
  }

  @Test
  void weighted() {
    assertThat(100 * WeightedLaw.limit(100, 100, .618034)).isCloseTo(.616980, within(5e-7));
    assertThat(100 * WeightedLaw.limit(100, 100, .5)).isCloseTo(.664452, within(5e-7));
    assertThat(WeightedLaw.bestWeight(1)).isCloseTo(.618034, within(5e-7));
    assertThat(WeightedLaw.limitOfKnownVariance(1, WeightedLaw.bestWeight(1)))
        .isCloseTo(.618034, within(5e-7));
    assertThat(state(new Policy.Weighted(new Amount.Units(50), .5), 50, 80, 200).error())
        .isCloseTo(WeightedLaw.limit(50, 80, .5), within(1e-8));
  }

  @Test
  void window() {
    assertThat(state(new Policy.Window(3, false), 10, 10, 15).error())
        .isCloseTo(.3692, within(5e-5));
  }

  @Test
  void gaussianReplaceInOneDimension() {
    GaussianReplace fifty =
        new GaussianReplace(java.util.Collections.nCopies(50, 100L), Divisor.N, 1);

    assertThat(fifty.logVariance()).isCloseTo(-1.009268, within(5e-7));
    assertThat(Math.pow(fifty.sdOfLogVariance(), 2)).isCloseTo(1.020373, within(5e-7));
    assertThat(2 - 2 * fifty.deviation()).isCloseTo(.628879, within(5e-7));
    assertThat(fifty.sdOfVariance()).isCloseTo(.79, within(.005));
  }

  /** t/n + 2 - 2 c4(n)^t = .737230 for n = 100, t = 50. */
  @Test
  void gaussianReplaceWithTheUnbiasedDivisor() {
    GaussianReplace fifty =
        new GaussianReplace(java.util.Collections.nCopies(50, 100L), Divisor.N_MINUS_1, 1);

    assertThat(.5 + 2 - 2 * fifty.deviation()).isCloseTo(.737230, within(5e-7));
    assertThat(fifty.variance()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theSpreadOfDrawsShrinksGeometrically() {
    GaussianReplace eleven =
        new GaussianReplace(java.util.Collections.nCopies(11, 1000L), Divisor.N_MINUS_1, .8);

    assertThat(eleven.variance()).isCloseTo(.107374, within(5e-7));
  }

  @Test
  void freshLoopWithSpread() {
    Policy policy = new Policy.Fresh(new Amount.Units(100), Policy.Total.ADD, Policy.OrderBy.HASH);
    PoolingLaw.State narrow = freshLoop(policy, .8);
    PoolingLaw.State even = freshLoop(policy, 1);

    assertThat(even.error()).isCloseTo(.00528571, within(5e-9));
    assertThat(even.diversity()).isCloseTo(1.0047619, within(5e-8));
    assertThat(narrow.error()).isCloseTo(.00188199, within(5e-9));
    assertThat(narrow.diversity()).isCloseTo(.35774839, within(5e-9));
  }

  private static PoolingLaw.State freshLoop(Policy policy, double spread) {
    return PoolingLaw.of(
            policy,
            AvailableUnits.ofTruth(1000, 900),
            400,
            Estimator.gaussian(Divisor.N_MINUS_1, spread))
        .orElseThrow()
        .at(400);
  }

  @Test
  void regression() {
    assertThat(RegressionLaw.replace(1, 10, 100, 10)).isCloseTo(1.123596, within(5e-7));
    assertThat(RegressionLaw.accumulate(1, 10, 100, 10)).isCloseTo(.174131, within(5e-7));
    assertThat(RegressionLaw.once(1, 10, 11)).isInfinite();
  }

  @Test
  void kernelDensity() {
    assertThat(KernelDensityLaw.replace(1, .5, 50)).isCloseTo(13.25, within(1e-12));
    assertThat(KernelDensityLaw.accumulate(1, .5, 50)).isCloseTo(1.8748, within(5e-5));
  }

  @Test
  void zipf() {
    assertThat(ZipfLaw.zeta(2)).isCloseTo(Math.PI * Math.PI / 6, within(1e-13));
    assertThat(ZipfLaw.missingMass(2, 1e3)).isCloseTo(.0218428, within(3e-5));
    assertThat(ZipfLaw.missingMass(2, 1e4)).isCloseTo(.00690962, within(5e-7));
    assertThat(ZipfLaw.missingMass(2, 1e5)).isCloseTo(.00218509, within(5e-7));
    assertThat(ZipfLaw.missingMass(2, 1e4 * ZipfLaw.replaceFactor(10)))
        .isCloseTo(.0166489, within(5e-7));
    assertThat(ZipfLaw.support(2, 1e4 * ZipfLaw.replaceFactor(10))).isCloseTo(56.86, within(.005));
    assertThat(ZipfLaw.floor(1.5, 100)).isCloseTo(.0763678, within(5e-7));
  }

  @Test
  void wrightFisher() {
    WrightFisher alive = new WrightFisher(100, 100, 600, x -> x > 0 ? 1 : 0, x -> x > 0 ? 1 : 0);
    WrightFisher mixed =
        new WrightFisher(
            100, 100, 100, x -> x > 0 && x < 100 ? 1 : 0, x -> x > 0 && x < 100 ? 1 : 0);

    assertThat(alive.expected(100, .2)).isCloseTo(.395007, within(5e-7));
    assertThat(alive.expected(600, .2)).isCloseTo(.201133, within(5e-7));
    assertThat(alive.expected(50, .01)).isCloseTo(.041122, within(5e-7));
    assertThat(mixed.expected(100, .2)).isCloseTo(.345800, within(5e-7));
    assertThat(mixed.expected(100, .2))
        .isBetween(4 * .16 * Math.pow(.99, 100), 2 * 100 * .16 * Math.pow(.99, 100));
  }

  @Test
  void poissonUnderReplace() {
    Extinction extinction =
        Extinction.of(new Policy.Replace(), AvailableUnits.ofTruth(10, 10), 99).orElseThrow();

    assertThat(extinction.ofTraining(9).aliveOfMean(10)).isCloseTo(.821389, within(5e-7));
    assertThat(extinction.ofTraining(99).aliveOfMean(10)).isCloseTo(.177516, within(5e-7));
  }

  /** The recursion by batches, for a policy that has its own. */
  private static final class RecipeStates {
    private final List<PoolingLaw.State> states = new java.util.ArrayList<>();

    RecipeStates(Policy policy, long real, long size, int fits) {
      new RecipeErrors(policy, Estimator.likelihood())
          .states(AvailableUnits.ofTruth(real, size), fits - 1, states);
    }

    PoolingLaw.State last() {
      return states.get(states.size() - 1);
    }
  }
}
