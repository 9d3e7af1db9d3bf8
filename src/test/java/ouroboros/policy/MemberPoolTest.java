package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;
import ouroboros.random.KeyedShuffle;
import ouroboros.random.Purpose;

class MemberPoolTest {
  private static final Key KEY = new Key(3, 1);
  private static final List<Long> SIZES = List.of(700L, 300L, 500L);

  private static MemberPool pool(Ecosystem.Mixing mixing, int member) {
    return new MemberPool(new Ecosystem(3, Ecosystem.Real.SHARED, mixing), KEY, member, 2, SIZES);
  }

  /** No two pools read the same unit of anybody; unit i of pool k is unit o_k + i. */
  @Test
  void noUnitIsReadTwice() {
    for (Ecosystem.Mixing mixing : List.of(Ecosystem.own(3, .6), new Ecosystem.Recut())) {
      Set<List<Long>> read = new HashSet<>();
      for (int k = 0; k < 3; k++) {
        MemberPool pool = pool(mixing, k);
        MemberPool.Cursor cursor = pool.cursor();
        for (long i = 0; i < pool.units(); i++) {
          cursor.seek(i);
          assertThat(cursor.place(cursor.author(), cursor.unit())).isEqualTo(i);
          assertThat(read.add(List.of((long) cursor.author(), cursor.unit()))).isTrue();
          if (mixing instanceof Ecosystem.Matrix) {
            assertThat(cursor.unit()).isEqualTo((k == 0 ? 0 : k == 1 ? 700 : 1000) + i);
          } else {
            assertThat(cursor.unit()).isLessThan(SIZES.get(cursor.author()));
          }
        }
      }
      assertThat(read).hasSize(1500);
    }
  }

  /** Gates may ask for candidates behind the end of the last pool; a shuffle has none there. */
  @Test
  void unitsBehindAllPoolsAreOfTheMemberItself() {
    MemberPool.Cursor cursor = pool(new Ecosystem.Recut(), 2).cursor();
    for (long i : List.of(500L, 999L, 10_000_000L)) {
      cursor.seek(i);
      assertThat(cursor.author()).isEqualTo(2);
      assertThat(cursor.unit()).isGreaterThanOrEqualTo(1500);
      assertThat(cursor.place(2, cursor.unit())).isEqualTo(i);
    }
  }

  /** 1,500 lots, seed 3; 5 standard deviations: a false alarm has probability 6e-7 a share. */
  @Test
  void authorsAreDrawnByLot() {
    Ecosystem.Matrix mixing =
        new Ecosystem.Matrix(
            List.of(List.of(.5, .5, 0.0), List.of(.2, .2, .6), List.of(0.0, 0.0, 1.0)));
    for (int k = 0; k < 3; k++) {
      MemberPool pool = pool(mixing, k);
      int[] counts = new int[3];
      for (long i = 0; i < pool.units(); i++) {
        counts[pool.cursor().seek(i).author()]++;
      }
      for (int j = 0; j < 3; j++) {
        double share = mixing.rows().get(k).get(j);
        double sd = Math.sqrt(pool.units() * share * (1 - share));
        assertThat(Math.abs(counts[j] - pool.units() * share)).isLessThanOrEqualTo(5 * sd);
      }
    }
  }

  @Test
  void aShuffleIsAPermutation() {
    for (long size : new long[] {1, 2, 3, 5, 16, 17, 100, 1000}) {
      Set<Long> seen = new HashSet<>();
      KeyedShuffle shuffle = new KeyedShuffle(KEY, 4, Purpose.AUTHOR, size);
      for (long i = 0; i < size; i++) {
        assertThat(shuffle.at(i)).isBetween(0L, size - 1);
        seen.add(shuffle.at(i));
      }
      assertThat(seen).hasSize((int) size);
    }
  }

  /**
   * Each of 7 x 7 (place, number) pairs over 7,000 keys, seed 0 ..; 5.5 standard deviations: a
   * false alarm has probability 2e-6 for all together.
   */
  @Test
  void aShuffleIsUniform() {
    int[][] counts = new int[7][7];
    for (int seed = 0; seed < 7000; seed++) {
      KeyedShuffle shuffle = new KeyedShuffle(new Key(seed, 0), 1, Purpose.AUTHOR, 7);
      for (int i = 0; i < 7; i++) {
        counts[i][(int) shuffle.at(i)]++;
      }
    }
    double sd = Math.sqrt(7000 / 7.0 * 6 / 7);
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(Math.abs(count - 1000)).isLessThan((int) (5.5 * sd));
      }
    }
  }

  /** The parts of R cover it, and their sizes differ by at most one. */
  @Test
  void partsCoverAll() {
    Ecosystem four = new Ecosystem(4, Ecosystem.Real.DISJOINT, new Ecosystem.Recut());
    List<Long> sizes = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      sizes.add(four.part(10, k + 1) - four.part(10, k));
    }
    assertThat(sizes).containsExactly(2L, 3L, 2L, 3L);
    assertThat(four.part((1L << 60) + 3, 4)).isEqualTo((1L << 60) + 3);
  }
}
