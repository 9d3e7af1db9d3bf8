package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordVectorsTest {
  /** (2 (1, -1) + (3, 5)) / 3; nothing; (0, 4). */
  @Test
  void aDocumentIsTheMeanOfItsWordsAndOneWithoutIsZero() {
    WordVectors words = new WordVectors(2, new double[] {1, -1, 3, 5, 0, 4});
    BagBlock bags =
        new BagBlock(
            new int[] {2, 2, 3}, new int[] {0, 1, 2}, new int[] {2, 1, 7}, new double[] {1, 1, 1});
    VectorBlock rows = words.rows(bags);
    assertThat(rows.d()).isEqualTo(2);
    assertThat(rows.rows()).containsExactly(5 / 3.0, 1, 0, 0, 0, 4);
    assertThat(rows.weights()).containsExactly(1, 1, 1);
  }
}
