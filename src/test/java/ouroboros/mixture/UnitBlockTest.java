package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitBlockTest {
  private static final VectorBlock A =
      new VectorBlock(2, new double[] {1, 2, 3, 4}, new double[] {1, .5});
  private static final VectorBlock B = new VectorBlock(2, new double[] {5, 6}, new double[] {2});
  private static final VectorBlock NONE = VectorBlock.of(2, new double[0]);

  /** Types 0 and 2; then none; then type 1 twice. */
  private static final BagBlock BAGS =
      new BagBlock(
          new int[] {2, 2, 3}, new int[] {0, 2, 1}, new int[] {1, 3, 2}, new double[] {1, 1, .5});

  private static final BagBlock BAG =
      new BagBlock(new int[] {1}, new int[] {4}, new int[] {7}, new double[] {3});

  @Test
  void rowsKeepTheirOrderInEveryBlock() {
    VectorBlock merged = UnitBlock.merged(List.of(A, NONE, B), new int[] {0, 2, 0});
    assertThat(merged.rows()).containsExactly(1, 2, 5, 6, 3, 4);
    assertThat(merged.weights()).containsExactly(1, 2, .5);
    assertThat(UnitBlock.joined(List.of(B, A)).rows()).containsExactly(5, 6, 1, 2, 3, 4);
    assertThat(UnitBlock.joined(List.of(A))).isSameAs(A);
  }

  @Test
  void bagsKeepTheirWords() {
    BagBlock merged = UnitBlock.merged(List.of(BAGS, BAG), new int[] {0, 1, 0, 0});
    assertThat(merged.ends()).containsExactly(2, 3, 3, 4);
    assertThat(merged.types()).containsExactly(0, 2, 4, 1);
    assertThat(merged.counts()).containsExactly(1, 3, 7, 2);
    assertThat(merged.weights()).containsExactly(1, 3, 1, .5);
    assertThat(merged.tokens()).isEqualTo(13);
    assertThat(merged.length(1)).isEqualTo(7);
  }
}
