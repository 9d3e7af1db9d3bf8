package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.random.Key;

/** The facts that every policy gives about itself, compared with its recipes. */
class PolicyFactsTest {
  private static final int GENERATIONS = 6;
  private static final List<AvailableUnits> STOCKS =
      List.of(AvailableUnits.ofCorpus(100, 1000, 80), AvailableUnits.ofTruth(100, 80));

  static Stream<Policy> everyPolicy() {
    return EveryPolicy.of(new Amount.Share(.1), new Amount.Units(90)).stream();
  }

  private static List<Recipe> recipes(Policy policy, AvailableUnits before, Key key) {
    List<Recipe> recipes = new ArrayList<>();
    for (int g = 0; g <= GENERATIONS; g++) {
      recipes.add(policy.recipe(g, EveryPolicy.drawn(policy, g, before), key));
    }
    return recipes;
  }

  private static Stream<RecipeLine> parts(Policy policy, AvailableUnits before) {
    return recipes(policy, before, new Key(42, 0)).stream().flatMap(r -> r.parts().stream());
  }

  /**
   * 20 keys: a random policy gives two different recipes from some stock, unless all of them agree
   * by chance; any other policy never does.
   */
  @ParameterizedTest
  @MethodSource("everyPolicy")
  void isRandomIfAndOnlyIfItsRecipeDependsOnTheKey(Policy policy) {
    boolean isSeen = false;
    for (AvailableUnits stock : STOCKS) {
      Set<List<Recipe>> recipes = new HashSet<>();
      for (int replicate = 0; replicate < 10; replicate++) {
        recipes.add(recipes(policy, stock, new Key(1, replicate)));
        recipes.add(recipes(policy, stock, new Key(2, replicate)));
      }
      assertThat(recipes.size() == 1 || policy.isRandom()).as("%s from %s", policy, stock).isTrue();
      isSeen |= recipes.size() > 1;
    }
    assertThat(isSeen).as("%s", policy).isEqualTo(policy.isRandom());
  }

  @Test
  void aSteadyPolicyMakesAllTrainingSetsAlike() {
    Amount tenth = new Amount.Share(.1);
    Policy.Choose random = new Policy.Choose.Random();
    List<Policy> steady =
        List.of(
            new Policy.Replace(),
            new Policy.Anchor(tenth, random, Policy.Total.ADD),
            new Policy.Fresh(tenth, Policy.Total.FIXED, Policy.OrderBy.HASH),
            new Policy.Mixture(.3),
            new Policy.Weighted(tenth, .4),
            new Policy.Window(1, false),
            new Policy.Window(1, true),
            new Policy.GrowingByPower(0),
            new Policy.Contaminated(List.of(.5), Policy.RealSource.REAL),
            new Policy.Frozen(),
            new Policy.Bootstrap());
    List<Policy> changing =
        List.of(
            new Policy.Accumulate(),
            new Policy.AccumulateSubsample(tenth),
            new Policy.Anchor(tenth, random, Policy.Total.ADD, 2),
            new Policy.Fresh(tenth, Policy.Total.ADD, Policy.OrderBy.HASH, 3),
            new Policy.Window(2, false),
            new Policy.Window(2, true),
            new Policy.Decay(1.5),
            new Policy.Partial(.4),
            new Policy.GrowingByFactor(1.3),
            new Policy.Contaminated(List.of(.5, .5, .7), Policy.RealSource.REAL));
    assertThat(steady).allMatch(policy -> policy.isSteady(GENERATIONS));
    assertThat(changing).noneMatch(policy -> policy.isSteady(GENERATIONS));
    assertThat(changing)
        .allMatch(
            policy ->
                !new WithoutFeedback(policy).isSteady(GENERATIONS)
                    && policy.drawsAsMany(GENERATIONS) != policy.kind().equals("growing"));
    // However few or many units are real.
    for (long units : new long[] {1, 1L << 40}) {
      assertThat(new Policy.Weighted(new Amount.Units(units), .5).isSteady(GENERATIONS)).isTrue();
      assertThat(new Policy.Anchor(new Amount.Units(units), random, Policy.Total.FIXED, 1))
          .matches(policy -> policy.isSteady(GENERATIONS));
    }
    // Up to there, the schedule and the period of real units make no difference.
    assertThat(new Policy.Contaminated(List.of(.5, .5, .7), Policy.RealSource.REAL).isSteady(2))
        .isTrue();
    assertThat(new Policy.Anchor(tenth, random, Policy.Total.ADD, 3).isSteady(2)).isTrue();
  }

  @Test
  void withoutFeedbackEverythingIsDrawnFromTheFirstModel() {
    for (Policy policy : EveryPolicy.of(new Amount.Share(.1), new Amount.Units(90))) {
      Policy control = new WithoutFeedback(policy.rule());
      assertThat(control.hasFeedback()).isFalse();
      assertThat(control.drawnFrom(5)).isZero();
      for (AvailableUnits stock : STOCKS) {
        assertThat(recipes(control, stock, new Key(3, 1)))
            .isEqualTo(recipes(policy, stock, new Key(3, 1)));
      }
    }
    assertThat(new Policy.Accumulate().drawnFrom(5)).isEqualTo(4);
    assertThat(new Policy.Accumulate().hasFeedback()).isTrue();
  }

  @Test
  void whatSaysNothingCountsAsRandomAndNotLinear() {
    PolicyFacts silent = new PolicyFacts() {};

    assertThat(silent.isRandom()).isTrue();
    assertThat(silent.isLinear()).isFalse();
    assertThat(silent.slides()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void aLinearPolicySamplesNoSourceAnew(Policy policy) {
    if (policy.isLinear()) {
      for (AvailableUnits stock : STOCKS) {
        assertThat(parts(policy, stock))
            .extracting(RecipeLine::take)
            .noneMatch(take -> take instanceof Choice.With)
            .noneMatch(take -> take instanceof Choice.Without w && w.generation() > 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void usesTheReserveIfAndOnlyIfARecipeOfACorpusTakesIt(Policy policy) {
    assertThat(policy.usesReserve())
        .isEqualTo(
            parts(policy, STOCKS.get(0)).anyMatch(part -> part.source() instanceof Source.Reserve));
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void isWeightedIfAndOnlyIfARecipeIs(Policy policy) {
    assertThat(policy.isWeighted())
        .isEqualTo(
            recipes(policy, STOCKS.get(0), new Key(42, 0)).stream().anyMatch(Recipe::isWeighted));
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void whatSlidesIsTheLastTrainingSetAndOneGeneration(Policy policy) {
    List<Recipe> recipes = recipes(policy, STOCKS.get(0), new Key(42, 0));
    for (int g = 1; policy.slides() && g <= GENERATIONS; g++) {
      List<RecipeLine> added = new ArrayList<>(recipes.get(g).parts());
      added.removeAll(recipes.get(g - 1).parts());
      assertThat(added).extracting(RecipeLine::source).containsExactly(new Source.Synthetic(g));
    }
  }
}
