package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.random.Key;
import ouroboros.random.Subset;

class PolicyTest {
  private static final Key KEY = new Key(42, 0);
  private static final Source REAL = new Source.Real();
  private static final Source RESERVE = new Source.Reserve(Policy.OrderBy.HASH);

  private static Source synthetic(int j) {
    return new Source.Synthetic(j);
  }

  /**
   * R has 100 units, the reserve 1,000; S_j are as large as the policy asks for with a size of 80.
   */
  private static AvailableUnits stock(Policy policy, int g) {
    return AvailableUnits.ofCorpus(100, 1000, 80).after(policy, g);
  }

  private static List<RecipeLine> parts(Policy policy, int g) {
    return policy.recipe(g, stock(policy, g), KEY).parts();
  }

  private static RecipeLine part(Source source, Choice take, long units) {
    return new RecipeLine(source, take, units, RecipeLine.ONE);
  }

  static Stream<Policy> everyPolicy() {
    return EveryPolicy.of(new Amount.Share(.1), new Amount.Units(90)).stream();
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void startsFromAllOfR(Policy policy) {
    assertThat(parts(policy, 0)).containsExactly(part(REAL, new Choice.Whole(), 100));
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void neverTrainsOnTheFuture(Policy policy) {
    for (int g = 1; g <= 6; g++) {
      for (RecipeLine part : parts(policy, g)) {
        if (part.source() instanceof Source.Synthetic s) {
          assertThat(s.generation()).isBetween(policy.oldestNeeded(g), g);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void everyPartCanBeTakenFromItsSource(Policy policy) {
    for (int g = 0; g <= 6; g++) {
      AvailableUnits stock = stock(policy, g);
      for (RecipeLine part : policy.recipe(g, stock, KEY).parts()) {
        int units = (int) part.source().units(stock);
        int[] times = new int[units];
        part.selection(KEY, units).multiplicities(0, units, times);
        assertThat(Arrays.stream(times).sum()).isEqualTo((int) part.units());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void isTheSameWhenAskedAgain(Policy policy) {
    assertThat(parts(policy, 5)).isEqualTo(parts(policy, 5));
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void usesEachReserveUnitOnce(Policy policy) {
    int[] used = new int[1000];
    for (int g = 1; g <= 6; g++) {
      for (RecipeLine part : parts(policy, g)) {
        if (part.source() instanceof Source.Reserve) {
          int[] times = new int[1000];
          part.selection(KEY, 1000).multiplicities(0, 1000, times);
          for (int i = 0; i < 1000; i++) {
            used[i] += times[i];
          }
        }
      }
    }
    assertThat(used)
        .containsOnly(
            policy.reserveUnits(6, stock(policy, 0)) == 0 ? new int[] {0} : new int[] {0, 1});
    assertThat(Arrays.stream(used).sum()).isEqualTo((int) policy.reserveUnits(6, stock(policy, 0)));
  }

  @Test
  void replaceIsTheLastGeneration() {
    assertThat(parts(new Policy.Replace(), 3))
        .containsExactly(part(synthetic(3), new Choice.Whole(), 80));
  }

  @Test
  void accumulateIsEverythingAndGrowsByTheLastGeneration() {
    Policy policy = new Policy.Accumulate();

    assertThat(parts(policy, 2))
        .containsExactly(
            part(REAL, new Choice.Whole(), 100),
            part(synthetic(1), new Choice.Whole(), 80),
            part(synthetic(2), new Choice.Whole(), 80));
    assertThat(policy.growth(2, stock(policy, 2)).orElseThrow().parts())
        .containsExactly(part(synthetic(2), new Choice.Whole(), 80));
  }

  @Test
  void accumulateSubsampleTakesItsSizeFromThePool() {
    Policy policy = new Policy.AccumulateSubsample(new Amount.Units(90));

    for (int g = 1; g <= 8; g++) {
      Recipe recipe = policy.recipe(g, stock(policy, g), KEY);
      assertThat(recipe.units()).isEqualTo(90);
      Choice take = new Choice.Without(g);
      assertThat(recipe.parts()).allMatch(part -> part.take().equals(take));
    }
  }

  @Test
  void anchorKeepsTheSameRealUnits() {
    Policy policy =
        new Policy.Anchor(new Amount.Share(.1), new Policy.Choose.Random(), Policy.Total.ADD);

    assertThat(parts(policy, 4))
        .containsExactly(
            part(REAL, new Choice.Without(0), 10), part(synthetic(4), new Choice.Whole(), 80));
    assertThat(parts(policy, 5).get(0)).isEqualTo(parts(policy, 4).get(0));
  }

  @Test
  void aFixedTotalHasTheSizeOfR() {
    for (Policy policy : everyPolicy().toList()) {
      boolean fixed =
          policy.total() == Policy.Total.FIXED
              || policy instanceof Policy.Bootstrap
              || policy instanceof Policy.FreshDisjoint;
      if (fixed) {
        assertThat(policy.recipe(3, stock(policy, 3), KEY).units()).as("%s", policy).isEqualTo(100);
      }
    }
  }

  /** 80 units are drawn, 3 of each S_g pass: T_g is smaller, and has all 3 of the last. */
  @Test
  void aFixedTotalTakesWhatPassed() {
    List<Policy> fixed =
        everyPolicy().filter(policy -> policy.total() == Policy.Total.FIXED).toList();
    assertThat(fixed).hasSize(7);
    for (Policy policy : fixed) {
      AvailableUnits stock = AvailableUnits.ofCorpus(100, 1000, 80).and(3).and(3).and(3);
      Recipe recipe = policy.recipe(3, stock, KEY);
      RecipeLine last = recipe.parts().get(recipe.parts().size() - 1);
      assertThat(last).as("%s", policy).isEqualTo(part(synthetic(3), new Choice.Slice(0), 3));
      assertThat(recipe.units()).as("%s", policy).isBetween(3L, 99L);
    }
  }

  @Test
  void freshTakesSliceAfterSlice() {
    Policy policy = new Policy.Fresh(new Amount.Units(30), Policy.Total.ADD, Policy.OrderBy.HASH);

    assertThat(parts(policy, 1).get(0)).isEqualTo(part(RESERVE, new Choice.Slice(0), 30));
    assertThat(parts(policy, 3).get(0)).isEqualTo(part(RESERVE, new Choice.Slice(60), 30));
    assertThat(policy.reserveUnits(10, stock(policy, 0))).isEqualTo(300);
  }

  @Test
  void realUnitsJoinOnlyEveryKthGeneration() {
    Amount thirty = new Amount.Units(30);
    Policy anchor = new Policy.Anchor(thirty, new Policy.Choose.Random(), Policy.Total.ADD, 2);
    Policy fresh = new Policy.Fresh(thirty, Policy.Total.FIXED, Policy.OrderBy.HASH, 3);

    for (int g : new int[] {1, 3}) {
      assertThat(parts(anchor, g)).containsExactly(part(synthetic(g), new Choice.Whole(), 80));
    }
    for (int g : new int[] {2, 4}) {
      assertThat(parts(anchor, g))
          .containsExactly(
              part(REAL, new Choice.Without(0), 30), part(synthetic(g), new Choice.Whole(), 80));
    }
    for (int g : new int[] {1, 2, 4, 5}) {
      // T_g has R's size without the real units too, so more of S_g is drawn.
      assertThat(parts(fresh, g)).containsExactly(part(synthetic(g), new Choice.Slice(0), 100));
      assertThat(fresh.syntheticUnits(g, stock(fresh, 0))).isEqualTo(100);
    }
    for (int g : new int[] {3, 6}) {
      assertThat(parts(fresh, g))
          .containsExactly(
              part(RESERVE, new Choice.Slice(10L * g - 30), 30),
              part(synthetic(g), new Choice.Slice(0), 70));
      assertThat(fresh.syntheticUnits(g, stock(fresh, 0))).isEqualTo(80);
    }
    assertThat(fresh.usesReserve()).isTrue();
    assertThat(fresh.reserveUnits(10, stock(fresh, 0))).isEqualTo(90);
  }

  /** Slice k is what the first k slices together have, less what the slices before it have. */
  @Test
  void tokensOfTheReserveAreTakenTogether() {
    AvailableUnits stock =
        AvailableUnits.ofCorpus(100, 60, 80)
            .choosing(List.of(10L, 10L, 32L))
            .and(80)
            .and(80)
            .and(80)
            .and(80);
    Amount tokens = new Amount.Tokens(99);
    Policy fresh = new Policy.Fresh(tokens, Policy.Total.ADD, Policy.OrderBy.HASH);
    Policy weighted = new Policy.Weighted(tokens, .5);
    Key key = new Key(1, 0);
    for (Policy policy : List.of(fresh, weighted)) {
      assertThat(policy.usesReserve()).isTrue();
      assertThat(policy.recipe(1, stock, key).parts().get(0).take()).isEqualTo(new Choice.Slice(0));
      // The second slice is empty: the first one had the tokens of both.
      assertThat(policy.recipe(2, stock, key).parts())
          .containsExactly(part(synthetic(2), new Choice.Whole(), 80));
      RecipeLine third = policy.recipe(3, stock, key).parts().get(0);
      assertThat(third.take()).isEqualTo(new Choice.Slice(10));
      assertThat(third.units()).isEqualTo(22);
      assertThat(policy.reserveUnits(3, stock)).isEqualTo(32);
      // What is not known grows evenly: 32 / 3 units.
      assertThat(policy.freshUnits(4, stock)).isEqualTo(10);
    }
    Policy second = new Policy.Fresh(tokens, Policy.Total.ADD, Policy.OrderBy.HASH, 2);
    assertThat(second.freshUnits(3, stock)).isZero();
    assertThat(second.freshUnits(2, stock)).isEqualTo(10);
  }

  @Test
  void everyOneIsEveryGeneration() {
    for (Policy.Total total : Policy.Total.values()) {
      Policy.Choose random = new Policy.Choose.Random();
      assertThat(new Policy.Anchor(new Amount.Share(.1), random, total))
          .isEqualTo(new Policy.Anchor(new Amount.Share(.1), random, total, 1));
      Policy fresh = new Policy.Fresh(new Amount.Share(.1), total, Policy.OrderBy.HASH);
      assertThat(parts(fresh, 5).get(0)).isEqualTo(part(RESERVE, new Choice.Slice(40), 10));
    }
  }

  /** Mean real share over 2,000 replicates; seed 42, 5 standard errors, false alarm 6e-7. */
  @Test
  void mixtureIsRealWithItsProbability() {
    Policy policy = new Policy.Mixture(.3);
    double real = 0;
    for (int r = 0; r < 2000; r++) {
      Recipe recipe = policy.recipe(2, stock(policy, 2), new Key(42, r));
      assertThat(recipe.units()).isEqualTo(80);
      real += recipe.parts().get(0).units();
    }
    assertThat(real / 2000).isCloseTo(24, within(5 * Math.sqrt(80 * .3 * .7 / 2000)));
  }

  @Test
  void mixtureOfAKnownTruthAsksTheTruthAnew() {
    AvailableUnits stock = AvailableUnits.ofTruth(100, 80).and(80).and(80);

    assertThat(new Policy.Mixture(.3).recipe(2, stock, KEY).parts().get(0))
        .matches(part -> part.source().equals(RESERVE))
        .matches(part -> part.take().equals(new Choice.Slice(80)));
  }

  @Test
  void weightedTotalsHoldWhateverTheSizes() {
    List<RecipeLine> parts = parts(new Policy.Weighted(new Amount.Units(20), .25), 2);

    assertThat(parts.get(0))
        .isEqualTo(new RecipeLine(RESERVE, new Choice.Slice(20), 20, RecipeLine.ONE * 5 / 4));
    assertThat(parts.get(1))
        .isEqualTo(new RecipeLine(synthetic(2), new Choice.Whole(), 80, RecipeLine.ONE * 15 / 16));
  }

  @Test
  void windowCountsRAsTheFirstOfTheList() {
    Policy three = new Policy.Window(3, false);
    Policy kept = new Policy.Window(3, true);

    assertThat(parts(three, 2))
        .extracting(RecipeLine::source)
        .containsExactly(REAL, synthetic(1), synthetic(2));
    assertThat(parts(three, 3))
        .extracting(RecipeLine::source)
        .containsExactly(synthetic(1), synthetic(2), synthetic(3));
    assertThat(parts(kept, 2)).isEqualTo(parts(three, 2));
    assertThat(parts(kept, 3))
        .extracting(RecipeLine::source)
        .containsExactly(REAL, synthetic(1), synthetic(2), synthetic(3));
    assertThat(parts(new Policy.Window(1, false), 3)).isEqualTo(parts(new Policy.Replace(), 3));
  }

  @Test
  void decayHalvesEveryHalfLife() {
    assertThat(parts(new Policy.Decay(2), 4))
        .extracting(RecipeLine::weight)
        .containsExactly(262144L, 370728L, 524288L, 741455L, 1048576L);
  }

  @Test
  void decayForgetsWhatWeighsNothing() {
    assertThat(parts(new Policy.Decay(.1), 4))
        .extracting(RecipeLine::source)
        .contains(synthetic(4))
        .doesNotContain(REAL);
  }

  @Test
  void partialKeepsTheRoundedShareOfThePreviousSet() {
    Policy policy = new Policy.Partial(.3);
    List<RecipeLine> third = parts(policy, 3);
    RecipeLine drawn = third.get(third.size() - 1);

    assertThat(drawn).isEqualTo(part(synthetic(3), new Choice.Slice(0), 30));
    RecipeLine oldest = third.get(0);
    assertThat(oldest.source()).isEqualTo(REAL);
    assertThat(((Choice.Survivors) oldest.take()).steps())
        .extracting(Subset.Step::generation)
        .containsExactly(1L, 2L, 3L);
    assertThat(parts(policy, 1).get(0).units()).isEqualTo(70);
  }

  @Test
  void aStockGoesOnAsThePolicyDraws() {
    Policy growing = new Policy.GrowingByFactor(1.5);
    AvailableUnits start = stock(new Policy.Replace(), 0);

    assertThat(start.after(growing, 0)).isEqualTo(start);
    assertThat(start.after(growing, 3).synthetics()).containsExactly(120L, 180L, 270L);
    assertThat(start.and(7).after(growing, 2).synthetics()).containsExactly(7L, 180L);
    assertThat(start.after(growing, 3).after(growing, 1).synthetics()).hasSize(3);
  }

  @Test
  void growingFollowsItsFactorOrPower() {
    AvailableUnits stock = stock(new Policy.Replace(), 0);

    assertThat(new Policy.GrowingByFactor(1.5).syntheticUnits(2, stock)).isEqualTo(180);
    assertThat(new Policy.GrowingByPower(.5).syntheticUnits(3, stock)).isEqualTo(160);
    assertThat(new Policy.GrowingByPower(1).kind()).isEqualTo("growing");
  }

  @Test
  void contaminatedFollowsItsSchedule() {
    Policy policy = new Policy.Contaminated(List.of(.2, .4), Policy.RealSource.REAL);

    assertThat(parts(policy, 1)).extracting(RecipeLine::units).containsExactly(80L, 20L);
    assertThat(parts(policy, 2)).extracting(RecipeLine::units).containsExactly(60L, 40L);
    assertThat(parts(policy, 3)).extracting(RecipeLine::units).containsExactly(60L, 40L);
    assertThat(parts(policy, 1).get(0).take()).isEqualTo(new Choice.Without(1));
  }

  @Test
  void controlsNeverReadSyntheticData() {
    assertThat(parts(new Policy.Frozen(), 3)).containsExactly(part(REAL, new Choice.Whole(), 100));
    assertThat(parts(new Policy.Bootstrap(), 3))
        .containsExactly(part(REAL, new Choice.With(3), 100));
    assertThat(parts(new Policy.FreshDisjoint(), 3))
        .singleElement()
        .matches(part -> part.source().equals(RESERVE) && part.units() == 100);
  }

  /**
   * Each replicate takes every slice once, in an order that depends on its key alone. Seed 5: over
   * 6,000 replicates each of 3 slices comes first 2,000 times, sd 36.5; 5 sd is a false alarm in
   * fewer than 2 of a million seeds.
   */
  @Test
  void slicesOfReserveComeInAnOrderOfTheReplicate() {
    AvailableUnits stock = AvailableUnits.ofCorpus(100, 350, 100);
    Policy policy = new Policy.FreshDisjoint();
    Map<Long, Integer> first = new HashMap<>();
    for (int r = 0; r < 6000; r++) {
      Set<Long> taken = new HashSet<>();
      for (int g = 1; g <= 3; g++) {
        RecipeLine line = policy.recipe(g, stock, new Key(5, r)).parts().get(0);
        long from = ((Choice.Slice) line.take()).from();
        taken.add(from);
        if (g == 1) {
          first.merge(from, 1, Integer::sum);
        }
      }
      assertThat(taken).containsExactlyInAnyOrder(0L, 100L, 200L);
    }
    assertThat(first.values()).allSatisfy(times -> assertThat(times).isBetween(1818, 2182));
    assertThat(policy.recipe(7, AvailableUnits.ofTruth(100, 100), new Key(5, 1)).parts())
        .containsExactly(part(RESERVE, new Choice.Slice(600), 100));
  }

  @Test
  void tooMuchIsSaidBeforehand() {
    AvailableUnits stock = AvailableUnits.ofCorpus(65_000, 26_000, 65_000);

    assertThat(
            new Policy.Fresh(new Amount.Share(.1), Policy.Total.ADD, Policy.OrderBy.HASH)
                .problems(10, stock))
        .containsExactly("policy fresh needs 10 x 6,500 units of reserve; reserve has 26,000");
    assertThat(
            new Policy.Anchor(
                    new Amount.Units(70_000), new Policy.Choose.Random(), Policy.Total.ADD)
                .problems(10, stock))
        .containsExactly("policy anchor needs 70,000 real units; R has 65,000");
    assertThat(
            new Policy.Fresh(new Amount.Share(.1), Policy.Total.ADD, Policy.OrderBy.HASH, 2)
                .problems(11, stock))
        .containsExactly("policy fresh needs 5 x 6,500 units of reserve; reserve has 26,000");
    assertThat(
            new Policy.Fresh(new Amount.Share(.1), Policy.Total.ADD, Policy.OrderBy.HASH, 2)
                .problems(9, stock))
        .isEmpty();
    assertThat(new Policy.GrowingByFactor(100).problems(10, stock)).hasSize(1);
    assertThat(new Policy.Replace().problems(10, stock)).isEmpty();
  }

  @Test
  void unitsByStratumAreLeftToTheText() {
    RecipeLine part =
        parts(
                new Policy.Anchor(
                    new Amount.Units(5), new Policy.Choose.Stratum("law"), Policy.Total.ADD),
                1)
            .get(0);

    assertThat(part.take()).isEqualTo(new Choice.Chosen(new Policy.Choose.Stratum("law")));
    assertThatThrownBy(() -> part.selection(KEY, 100))
        .hasMessageContaining("known only where the sentences are");
  }
}
