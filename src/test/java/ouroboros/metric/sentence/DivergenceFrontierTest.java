package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class DivergenceFrontierTest {
  /**
   * mauve-text 0.4: get_divergence_curve_for_multinomials(p/p.sum(), q/q.sum(), linspace(1e-6, 1 -
   * 1e-6, 25), 5) and sklearn.metrics.auc of it, as compute_mauve puts them together.
   */
  @Test
  @Gold("divergence-frontier")
  void isTheAreaOfMauve() {
    long[] p = {10, 20, 30, 40};
    close(p, p, 1);
    close(p, new long[] {40, 30, 20, 10}, 0.6538536633533254);
    close(new long[] {5, 0, 7, 9, 100}, new long[] {0, 8, 7, 1, 60}, 0.8074145024023001);
    close(new long[] {3, 0}, new long[] {0, 5}, 0.0040720962619612555);
    assertThat(DivergenceFrontier.area(p, new long[4])).isNaN();
  }

  /** Five kinds of sentences without a common word; the subject has lost one of them. */
  @Test
  void aKindOfSentencesThatVanishesIsSeen() {
    List<int[]> real = new ArrayList<>();
    List<int[]> subject = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int kind = i % 5;
      int[] sentence = {10 * kind + 3, 10 * kind + 4 + i % 3, 10 * kind + 8};
      real.add(sentence);
      subject.add(kind == 4 ? real.get(0) : sentence);
    }
    SentenceClusters clusters = SentenceClusters.of(real, id -> 4, 600, 42);
    assertThat(clusters.frontier(real)).isCloseTo(1, within(1e-12));
    assertThat(clusters.frontier(subject)).isBetween(.3, .95);
    assertThat(clusters.frontier(List.of())).isNaN();
    assertThat(SentenceClusters.of(real, id -> 4, 600, 42).frontier(subject))
        .isEqualTo(clusters.frontier(subject));
  }

  private static void close(long[] p, long[] q, double expected) {
    assertThat(DivergenceFrontier.area(p, q)).isCloseTo(expected, within(1e-12));
  }
}
