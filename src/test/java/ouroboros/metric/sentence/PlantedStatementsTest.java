package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class PlantedStatementsTest {
  private static final int[][] SENTENCES = {
    {3, 4, 5}, {9, 3, 4, 5, 9}, {3, 4}, {3, 4, 6}, {3, 3, 4, 6, 3, 4, 5}, {}, {3, 5, 4}
  };

  /** Counted by hand: 3 of 7 sentences contain 3 4 5; one more contains 3 4 6. */
  @Test
  @Gold("planted-share")
  void countsSentencesThatContainTheStatement() {
    assertThat(PlantedStatements.share(counts(new int[] {3, 4, 5}, new int[] {3, 4, 6})))
        .isEqualTo(3 / 4.0);
    assertThat(PlantedStatements.share(counts(new int[] {3, 4, 5}))).isEqualTo(3 / 7.0);
    assertThat(counts(new int[] {3, -1}, new int[] {-1})).containsExactly(0, 0);
    assertThat(PlantedStatements.share(new long[] {0, 0})).isNaN();
    assertThat(PlantedStatements.merge(new long[] {1, 2}, new long[] {3, 4})).containsExactly(4, 6);
    assertThat(PlantedStatements.merge(new long[0], new long[] {3, 4})).containsExactly(3, 4);
  }

  private static long[] counts(int[]... statements) {
    PlantedStatements planted = new PlantedStatements(List.of(statements));
    for (int[] sentence : SENTENCES) {
      planted.accept(0, sentence, 0, sentence.length);
    }
    return planted.counts();
  }
}
