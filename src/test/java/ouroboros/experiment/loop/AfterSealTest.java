package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ouroboros.experiment.loop.GenerationLoopTest.computed;
import static ouroboros.experiment.loop.GenerationLoopTest.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.policy.Policy;
import ouroboros.random.Key;

/** An alarm, as a test double: what follows a sealed generation depends on what is sealed alone. */
class AfterSealTest {
  private static final int LAST = 5;
  private static final Key KEY = new Key(7, 3);
  private static final Policy ACCUMULATE = new Policy.Accumulate();

  static Stream<Policy> policies() {
    return GenerationLoopTest.policies();
  }

  /** A test double: fires once S_g has 60 units. Growing by 1.3 from 30, that is S_3: 65.9. */
  private static AfterSeal.Decision alarm(List<ToyFamily.Made> past) {
    return past.get(past.size() - 1).units() >= 60
        ? AfterSeal.Decision.STOP
        : AfterSeal.Decision.CONTINUE;
  }

  private static final Policy GROWING = new Policy.GrowingByFactor(1.3);

  @Test
  void anAlarmEndsTheLineageOnceItsGenerationIsSealed() {
    ToyFamily family = ToyFamily.of(KEY);
    ToyStore store = new ToyStore();

    assertThat(loop(family, GROWING, store, AfterSealTest::alarm).run(LAST)).isEqualTo(4);

    assertThat(family.calls).isEqualTo(computed(0, 3));
    assertThat(store.sealed.keySet()).containsExactly(0, 1, 2, 3);
    assertThat(store.calls).contains("release 3 [S-1, S-2]");
  }

  @Test
  void anAlarmStopsAResumedRunWhereItStoppedTheFirst() {
    ToyStore store = new ToyStore();
    for (int g = 0; g <= 3; g++) {
      store.sealed.clear();
      store.cutAfter(g);
      assertThatThrownBy(
              () -> loop(ToyFamily.of(KEY), GROWING, store, AfterSealTest::alarm).run(LAST))
          .isInstanceOf(ToyStore.Killed.class);
      store.restart();
      ToyFamily family = ToyFamily.of(KEY);

      assertThat(loop(family, GROWING, store, AfterSealTest::alarm).run(LAST)).isEqualTo(4);

      assertThat(family.calls).isEqualTo(computed(g + 1, 3));
      assertThat(store.sealed.keySet()).containsExactly(0, 1, 2, 3);
    }
  }

  /** It is asked after every generation, also a sealed one, with all that is sealed and no more. */
  @Test
  void theDecisionKnowsWhatIsSealedAndNothingElse() {
    ToyStore store = new ToyStore();
    List<List<ToyFamily.Made>> first = new ArrayList<>();
    loop(ToyFamily.of(KEY), ACCUMULATE, store, asked(first)).run(LAST);
    List<List<ToyFamily.Made>> again = new ArrayList<>();
    loop(ToyFamily.of(KEY), ACCUMULATE, store, asked(again)).run(LAST);

    List<ToyFamily.Made> all = List.copyOf(store.sealed.values());
    assertThat(first)
        .isEqualTo(IntStream.rangeClosed(1, LAST + 1).mapToObj(n -> all.subList(0, n)).toList());
    assertThat(again).isEqualTo(first);
  }

  private static AfterSeal<ToyFamily.Made> asked(List<List<ToyFamily.Made>> into) {
    return past -> {
      into.add(List.copyOf(past));
      return AfterSeal.Decision.CONTINUE;
    };
  }

  /** Lineages that share a schedule: one that ends early shortens no other. */
  @ParameterizedTest
  @MethodSource("policies")
  void otherLineagesGoOn(Policy policy) {
    Schedule shared = new Schedule(policy, ToyFamily.stock());
    Map<Long, Integer> sealed = new TreeMap<>();
    for (long replicate = 0; replicate < 3; replicate++) {
      Key key = new Key(7, replicate);
      boolean fires = replicate == 0;
      ToyStore store = new ToyStore();
      int made =
          new GenerationLoop<>(
                  ToyFamily.of(key),
                  shared,
                  key,
                  store,
                  past ->
                      fires && past.size() == 3
                          ? AfterSeal.Decision.STOP
                          : AfterSeal.Decision.CONTINUE)
              .run(LAST);
      sealed.put(replicate, made);
      if (!fires) {
        ToyStore alone = new ToyStore();
        new GenerationLoop<>(
                ToyFamily.of(key),
                new Schedule(policy, ToyFamily.stock()),
                key,
                alone,
                AfterSeal.none())
            .run(LAST);
        assertThat(store.sealed).isEqualTo(alone.sealed);
      }
    }
    assertThat(sealed.values()).containsExactly(3, LAST + 1, LAST + 1);
  }
}
