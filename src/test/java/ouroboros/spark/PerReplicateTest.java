package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;

/** What is computed from the R of a replicate is in memory only while its lineages run. */
class PerReplicateTest {
  @Test
  void isMadeOnceAndLetGoAfterTheLastLineage() {
    List<Integer> made = new ArrayList<>();
    PerReplicate<String> reals =
        new PerReplicate<>(
            3,
            r -> {
              made.add(r);
              return "R " + r;
            });
    for (int r = 0; r < 100; r++) {
      for (int cell = 0; cell < 3; cell++) {
        assertThat(reals.begin(r)).isEqualTo("R " + r);
        assertThat(reals.held()).isEqualTo(1);
        reals.end(r);
      }
      assertThat(reals.held()).isZero();
      assertThat(made).hasSize(r + 1);
    }
  }

  @Test
  void twoReplicatesAtATimeAreHeldTogether() {
    PerReplicate<Object> reals = new PerReplicate<>(2, r -> new Object());
    Object first = reals.begin(0);
    assertThat(reals.begin(1)).isNotSameAs(first);
    assertThat(reals.begin(0)).isSameAs(first);
    assertThat(reals.held()).isEqualTo(2);
    reals.end(0);
    reals.end(0);
    assertThat(reals.held()).isEqualTo(1);
  }

  @Test
  void problemsOfAllReplicatesAreNamedBeforeAnythingIsMade() {
    Problem problem = new Problem("x.yaml", 3, "policy", "takes too many");
    assertThatThrownBy(
            () -> ReplicateProblems.refuse(9, r -> r % 4 == 1 ? List.of(problem) : List.of()))
        .isInstanceOfSatisfying(
            SpecException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::text)
                    .containsExactly(
                        "R of replicate 1 (corpus.resample): takes too many",
                        "R of replicate 5 (corpus.resample): takes too many"));
    ReplicateProblems.refuse(9, r -> List.of());
  }
}
