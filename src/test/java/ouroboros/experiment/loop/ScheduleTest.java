package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.model.Generation;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.random.Key;

/** One schedule serves many lineages, and mixes up none of their recipes. */
class ScheduleTest {
  private static final int LAST = 4;

  static Stream<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(10), new Amount.Units(25)).stream();
  }

  static Stream<Policy> random() {
    return policies().filter(Policy::isRandom);
  }

  static Stream<Policy> fixed() {
    return policies().filter(policy -> !policy.isRandom());
  }

  /** A lineage of the schedule. */
  private static ToyFamily lineage(Schedule schedule, ToyFamily family, Key key) {
    new GenerationLoop<>(family, schedule, key, new ToyStore(), AfterSeal.none()).run(LAST);
    return family;
  }

  private static Schedule schedule(Policy policy) {
    return new Schedule(policy, ToyFamily.stock());
  }

  private static List<Recipe> expected(Policy policy, ToyFamily lineage, Key key) {
    List<Recipe> recipes = new ArrayList<>();
    AvailableUnits available = ToyFamily.stock();
    for (Generation<ToyFamily.Made, long[]> now : lineage.fitted) {
      if (now.number() > 0) {
        available = available.and(now.drawn().guarded().length);
      }
      assertThat(now.available()).isEqualTo(available);
      recipes.add(policy.recipe(now.number(), available, key));
    }
    return recipes;
  }

  /** 20 replicates: a random policy gives them all the same recipes with probability below 1e-6. */
  @ParameterizedTest
  @MethodSource("random")
  void everyReplicateOfARandomPolicyHasRecipesOfItsOwn(Policy policy) {
    Schedule schedule = schedule(policy);
    Set<List<Recipe>> different = new HashSet<>();
    for (int replicate = 0; replicate < 20; replicate++) {
      Key key = new Key(7, replicate);
      ToyFamily lineage = lineage(schedule, ToyFamily.of(key), key);
      assertThat(lineage.recipes).isEqualTo(expected(policy, lineage, key));
      different.add(lineage.recipes);
    }
    assertThat(different).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void recipesThatDependOnTheSizesAloneAreComputedOnce(Policy policy) {
    Schedule schedule = schedule(policy);
    Key key = new Key(7, 0);
    List<Recipe> first = lineage(schedule, ToyFamily.of(key), key).recipes;
    for (int replicate = 1; replicate < 4; replicate++) {
      Key other = new Key(7, replicate);
      List<Recipe> recipes = lineage(schedule, ToyFamily.of(other), other).recipes;
      assertThat(recipes).hasSameSizeAs(first);
      for (int g = 0; g <= LAST; g++) {
        assertThat(recipes.get(g)).isSameAs(first.get(g));
      }
    }
  }

  /** What passes a gate differs from lineage to lineage; the third is the first again. */
  @ParameterizedTest
  @MethodSource("policies")
  void aLineageOfOtherSizesHasRecipesOfItsOwnSizes(Policy policy) {
    Schedule schedule = schedule(policy);
    Set<List<Long>> sizes = new HashSet<>();
    for (int replicate : new int[] {0, 1, 0, 2, 1}) {
      Key key = new Key(7, replicate);
      ToyFamily lineage = ToyFamily.guarded(key, unit -> unit % 10 != 0);
      lineage(schedule, lineage, key);
      assertThat(lineage.recipes).isEqualTo(expected(policy, lineage, key));
      sizes.add(lineage.fitted.get(LAST).available().synthetics());
    }
    assertThat(sizes).hasSize(3);
  }

  /** The first ends after generation 2; the second was sealed up to there by an earlier driver. */
  @ParameterizedTest
  @MethodSource("random")
  void aResumedLineageKnowsNothingOfTheOneBefore(Policy policy) {
    Schedule schedule = schedule(policy);
    Key key = new Key(7, 1);
    ToyStore whole = new ToyStore();
    loop(schedule(policy), key, whole).run(LAST);
    loop(schedule, new Key(7, 0), new ToyStore()).run(2);
    ToyStore resumed = new ToyStore();
    for (int g = 0; g <= 2; g++) {
      resumed.sealed.put(g, Objects.requireNonNull(whole.sealed.get(g)));
    }

    loop(schedule, key, resumed).run(LAST);

    assertThat(resumed.sealed).isEqualTo(whole.sealed);
  }

  private static GenerationLoop<ToyFamily.Made, long[], long[]> loop(
      Schedule schedule, Key key, ToyStore store) {
    return new GenerationLoop<>(ToyFamily.of(key), schedule, key, store, AfterSeal.none());
  }
}
