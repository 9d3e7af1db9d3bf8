package ouroboros.spark.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.mixture.VectorBlock;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.MemberPool;
import ouroboros.random.Key;
import ouroboros.safeguard.Candidate;

/** Pools and unions of members whose vectors say who drew them, and by which counter word. */
class PoolDrawerTest {
  private static final List<Long> SIZES = List.of(70L, 30L, 50L);

  private static final List<UnitDrawer<VectorBlock>> AUTHORS =
      IntStream.range(0, 3).<UnitDrawer<VectorBlock>>mapToObj(PoolDrawerTest::author).toList();

  private static UnitDrawer<VectorBlock> author(int author) {
    return (words, count) -> {
      double[] rows = new double[2 * count];
      for (int i = 0; i < count; i++) {
        rows[2 * i] = author;
        rows[2 * i + 1] = (double) words.applyAsLong(i);
      }
      return VectorBlock.of(2, rows);
    };
  }

  @Test
  void everyUnitIsDrawnByItsAuthorAndKeepsItsPlace() {
    for (Ecosystem.Mixing mixing : List.of(Ecosystem.own(3, .6), new Ecosystem.Recut())) {
      Ecosystem rule = new Ecosystem(3, Ecosystem.Real.SHARED, mixing);
      MemberPool pool = new MemberPool(rule, new Key(3, 1), 1, 2, SIZES);
      PoolDrawer<VectorBlock> drawer = new PoolDrawer<>(AUTHORS, pool);
      // Every third unit is its second candidate.
      LongUnaryOperator words = i -> Candidate.word(i, i % 3 == 0 ? 1 : 0);
      int many = (int) pool.units();
      VectorBlock all = drawer.draw(words, many);
      MemberPool.Cursor cursor = pool.cursor();
      for (int i = 0; i < many; i++) {
        cursor.seek(i);
        double word = (double) Candidate.word(cursor.unit(), i % 3 == 0 ? 1 : 0);
        assertThat(all.rows()[2 * i]).isEqualTo(cursor.author());
        assertThat(all.rows()[2 * i + 1]).isEqualTo(word);
        assertThat(drawer.one(words.applyAsLong(i)).rows()).containsExactly(cursor.author(), word);
      }
      assertThat(drawer.draw(words, 0).size()).isZero();
    }
  }

  @Test
  void aMemberThatReadsItselfHasItsOwnBlock() {
    Ecosystem rule = new Ecosystem(3, Ecosystem.Real.SHARED, Ecosystem.own(3, 1));
    MemberPool pool = new MemberPool(rule, new Key(3, 1), 0, 2, SIZES);
    assertThat(new PoolDrawer<>(AUTHORS, pool).draw(i -> i, 70).rows())
        .containsExactly(AUTHORS.get(0).draw(i -> i, 70).rows());
  }

  /** One unit of each in turn; who has no more is left out. */
  @Test
  void theUnionTakesOneOfEachInTurn() {
    List<MemberUnion<VectorBlock>> blocks = MemberUnion.of(AUTHORS, List.of(3L, 1L, 2L));
    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).load().rows()).containsExactly(0, 0, 1, 0, 2, 0, 0, 1, 2, 1, 0, 2);
    long many = VectorBlock.ROWS;
    List<MemberUnion<VectorBlock>> large = MemberUnion.of(AUTHORS, List.of(many, 10L, many));
    assertThat(large.stream().mapToLong(block -> block.load().size()).sum())
        .isEqualTo(2 * many + 10);
  }
}
