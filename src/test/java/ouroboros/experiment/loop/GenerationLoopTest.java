package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.model.Generation;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.random.Key;

/** The loop over a family of integers: no files, no Spark. Nothing here depends on luck. */
class GenerationLoopTest {
  private static final int LAST = 5;
  private static final Key KEY = new Key(7, 3);

  /** About half of what is drawn. */
  private static final LongPredicate EVEN = unit -> unit % 2 == 0;

  private static final Policy ACCUMULATE = new Policy.Accumulate();

  static Stream<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(10), new Amount.Units(25)).stream();
  }

  static GenerationLoop<ToyFamily.Made, long[], long[]> loop(
      ToyFamily family, Policy policy, ToyStore store, AfterSeal<ToyFamily.Made> afterSeal) {
    return new GenerationLoop<>(
        family, new Schedule(policy, ToyFamily.stock()), KEY, store, afterSeal);
  }

  private static int run(ToyFamily family, Policy policy, ToyStore store) {
    return loop(family, policy, store, AfterSeal.none()).run(LAST);
  }

  /** What an undisturbed run seals. */
  private static Map<Integer, ToyFamily.Made> undisturbed(Policy policy) {
    ToyStore store = new ToyStore();
    assertThat(run(ToyFamily.of(KEY), policy, store)).isEqualTo(LAST + 1);
    return store.sealed;
  }

  /** What the loop asks a family for to make generations {@code from .. to}. */
  static List<String> computed(int from, int to) {
    List<String> calls = new ArrayList<>();
    for (int g = from; g <= to; g++) {
      calls.addAll(g == 0 ? List.of("fit 0") : List.of("draw " + g, "guard " + g, "fit " + g));
    }
    return calls;
  }

  @Test
  void everyGenerationIsComputedOnceAndInOrder() {
    ToyFamily family = ToyFamily.of(KEY);
    ToyStore store = new ToyStore();
    run(family, ACCUMULATE, store);

    assertThat(family.calls).isEqualTo(computed(0, LAST));
    assertThat(store.sealed.keySet()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aRunThatDiedAfterAnySealGoesOnFromThere(Policy policy) {
    Map<Integer, ToyFamily.Made> expected = undisturbed(policy);
    for (int g = 0; g <= LAST; g++) {
      ToyStore store = new ToyStore();
      store.cutAfter(g);
      resumes(policy, store, expected, g + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aRunThatDiedBeforeAnySealMakesThatGenerationAgain(Policy policy) {
    Map<Integer, ToyFamily.Made> expected = undisturbed(policy);
    for (int g = 0; g <= LAST; g++) {
      ToyStore store = new ToyStore();
      store.cutBefore(g);
      resumes(policy, store, expected, g);
    }
  }

  /** The store cuts the first run; the second computes nothing below {@code from}. */
  private static void resumes(
      Policy policy, ToyStore store, Map<Integer, ToyFamily.Made> expected, int from) {
    assertThatThrownBy(() -> run(ToyFamily.of(KEY), policy, store))
        .isInstanceOf(ToyStore.Killed.class);
    assertThat(store.sealed).hasSize(from);
    store.restart();
    ToyFamily family = ToyFamily.of(KEY);

    assertThat(run(family, policy, store)).isEqualTo(LAST + 1);

    assertThat(store.sealed).isEqualTo(expected);
    assertThat(family.calls).isEqualTo(computed(from, LAST));
    assertThat(store.calls).filteredOn(call -> call.startsWith("seal")).hasSize(LAST + 1 - from);
  }

  @Test
  void aWholeRunIsOnlyRead() {
    ToyStore store = new ToyStore();
    run(ToyFamily.of(KEY), ACCUMULATE, store);
    store.restart();
    ToyFamily family = ToyFamily.of(KEY);

    assertThat(run(family, ACCUMULATE, store)).isEqualTo(LAST + 1);

    assertThat(family.calls).isEmpty();
    assertThat(store.calls).isEmpty();
  }

  @Test
  void moreGenerationsGoOnFromTheLast() {
    ToyStore store = new ToyStore();
    loop(ToyFamily.of(KEY), ACCUMULATE, store, AfterSeal.none()).run(2);
    ToyFamily family = ToyFamily.of(KEY);
    run(family, ACCUMULATE, store);

    assertThat(family.calls).isEqualTo(computed(3, LAST));
    assertThat(store.sealed).isEqualTo(undisturbed(ACCUMULATE));
  }

  /** Scratch belongs to no generation; what the past needs is kept until the next is sealed. */
  @Test
  void filesAreGivenUpOnlyOnceTheGenerationIsSealed() {
    ToyStore store = new ToyStore();
    loop(ToyFamily.of(KEY), ACCUMULATE, store, AfterSeal.none()).run(3);

    assertThat(store.calls)
        .containsExactly(
            "seal 0",
            "discard [scratch-0]",
            "release 0 []",
            "seal 1",
            "discard [scratch-1]",
            "release 1 []",
            "seal 2",
            "discard [scratch-2]",
            "release 2 [S-1]",
            "seal 3",
            "discard [scratch-3]",
            "release 3 [S-1, S-2]");
  }

  /** Another driver was faster: what it sealed counts, and the next generation builds on it. */
  @Test
  void whatWasSealedFirstCounts() {
    ToyFamily.Made other = new ToyFamily.Made(1, 30, 30, List.of(), 70, 12_345);
    ToyFamily family = ToyFamily.of(KEY);
    GenerationStore<ToyFamily.Made> faster =
        new GenerationStore<>() {
          @Override
          public java.util.Optional<ToyFamily.Made> read(int g) {
            return java.util.Optional.empty();
          }

          @Override
          public ToyFamily.Made seal(int g, ToyFamily.Made made) {
            return g == 1 ? other : made;
          }
        };
    new GenerationLoop<>(
            family, new Schedule(ACCUMULATE, ToyFamily.stock()), KEY, faster, AfterSeal.none())
        .run(2);

    assertThat(family.fitted.get(2).past().get(1)).isSameAs(other);
  }

  /** R and S'_1 have fewer units than the policy wants: known only once S_1 was judged. */
  @Test
  void aRefusedRecipeIsSaidAndNothingIsSealedAfterIt() {
    Policy policy = new Policy.AccumulateSubsample(new Amount.Units(65));
    assertThat(policy.problems(LAST, ToyFamily.stock())).isEmpty();
    ToyStore store = new ToyStore();
    for (int attempt = 0; attempt < 2; attempt++) {
      ToyFamily family = ToyFamily.guarded(KEY, EVEN);
      assertThatThrownBy(() -> run(family, policy, store))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "generation 1: policy accumulate-subsample needs 65 units; R and what passed of"
                  + " S_1 .. S_1 have [45]\\d; ask for fewer units, draw more \\(size\\), or set"
                  + " refill: redraw or real");
      assertThat(store.sealed.keySet()).containsExactly(0);
      assertThat(family.calls).doesNotContain("fit 1", "draw 2");
    }
  }

  @Test
  void aTrainingSetWithoutUnitsIsRefusedAndSaysWhy() {
    ToyStore store = new ToyStore();
    ToyFamily family = ToyFamily.guarded(KEY, unit -> false);

    assertThatThrownBy(() -> run(family, new Policy.Replace(), store))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "generation 1: the training set is empty, because nothing of S_1 passed");
    assertThat(store.sealed.keySet()).containsExactly(0);
  }

  /** A line that the family cannot take. */
  @Test
  void aLineThatCannotBeTakenIsSaidAndNothingIsSealedAfterIt() {
    Policy.Choose rarest = new Policy.Choose.Rarest();
    Policy policy = new Policy.Anchor(new Amount.Units(10), rarest, Policy.Total.ADD);
    ToyStore store = new ToyStore();

    assertThatThrownBy(() -> run(ToyFamily.of(KEY), policy, store))
        .hasMessageContaining("known only where the sentences are");

    assertThat(store.sealed.keySet()).containsExactly(0);
  }

  @Test
  void recipesSeeWhatPassedTheGatesOnly() {
    ToyFamily family = ToyFamily.guarded(KEY, EVEN);
    ToyStore store = new ToyStore();
    run(family, ACCUMULATE, store);

    AvailableUnits available = ToyFamily.stock();
    long trained = available.real();
    for (int g = 1; g <= LAST; g++) {
      Generation<ToyFamily.Made, long[]> now = family.fitted.get(g);
      long[] guarded = now.drawn().guarded();
      assertThat(now.drawn().synthetic()).hasSize(30);
      assertThat(guarded).hasSizeBetween(1, 29);
      assertThat(LongStream.of(guarded).boxed()).allMatch(EVEN::test);
      available = available.and(guarded.length);
      assertThat(now.available()).isEqualTo(available);
      trained += guarded.length;
      assertThat(store.sealed.get(g).trained()).isEqualTo(trained);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void withoutAGateWhatPassedIsTheVeryObjectThatWasDrawn(Policy policy) {
    ToyFamily family = ToyFamily.of(KEY);
    run(family, policy, new ToyStore());

    assertThat(family.fitted)
        .filteredOn(now -> now.number() > 0)
        .allMatch(now -> now.drawn().guarded() == now.drawn().synthetic());
  }

  /** The sizes of S'_1 .. S'_g come from the seals: a resumed run cooks the same recipes. */
  @Test
  void aResumedRunSeesWhatPassedTheGatesOnly() {
    for (Policy policy :
        List.of(
            ACCUMULATE,
            new Policy.AccumulateSubsample(new Amount.Units(25)),
            new Policy.Window(3, true),
            new Policy.Mixture(.3))) {
      ToyStore whole = new ToyStore();
      run(ToyFamily.guarded(KEY, EVEN), policy, whole);
      for (int g = 0; g <= LAST; g++) {
        ToyStore store = new ToyStore();
        store.cutAfter(g);
        assertThatThrownBy(() -> run(ToyFamily.guarded(KEY, EVEN), policy, store))
            .isInstanceOf(ToyStore.Killed.class);
        store.restart();
        run(ToyFamily.guarded(KEY, EVEN), policy, store);
        assertThat(store.sealed).as("%s cut after %d", policy, g).isEqualTo(whole.sealed);
      }
    }
  }
}
