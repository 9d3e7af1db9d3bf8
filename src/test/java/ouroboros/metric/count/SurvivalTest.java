package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.GoldPairs;

class SurvivalTest {
  @Test
  void binsAreExactToSixteenThenPowersOfTwo() {
    assertThat(Survival.lowest(1)).isEqualTo(1);
    assertThat(Survival.lowest(16)).isEqualTo(16);
    assertThat(Survival.lowest(17)).isEqualTo(17);
    assertThat(Survival.lowest(31)).isEqualTo(17);
    assertThat(Survival.lowest(32)).isEqualTo(32);
    assertThat(Survival.lowest(63)).isEqualTo(32);
    assertThat(Survival.lowest(64)).isEqualTo(64);
    assertThat(Survival.lowest(1_000_000)).isEqualTo(524_288);
    for (long count = 1; count < 5000; count++) {
      long lowest = Survival.lowest(count);
      assertThat(count).isBetween(lowest, Survival.highest(lowest));
      assertThat(Survival.lowest(Survival.highest(lowest))).isEqualTo(lowest);
      assertThat(Survival.lowest(Survival.highest(lowest) + 1)).isGreaterThan(lowest);
    }
  }

  @Test
  void countsTypesAndThoseAlive() {
    List<Survival.Bin> bins = Survival.of(GoldPairs.histogram());
    assertThat(bins)
        .extracting(Survival.Bin::initialCount, Survival.Bin::types, Survival.Bin::alive)
        .containsExactly(
            tuple(1L, 11L, 6L),
            tuple(2L, 4L, 3L),
            tuple(3L, 1L, 1L),
            tuple(7L, 1L, 1L),
            tuple(64L, 3L, 3L),
            tuple(4096L, 1L, 1L));
    assertThat(bins.get(0).scope()).isEqualTo("count=1");
    assertThat(bins.get(1).share()).isEqualTo(.75);
    assertThat(Survival.of(PairHistogram.EMPTY)).isEmpty();
  }

  @Test
  void ranksAreLogSpacedAndEndAtTheLast() {
    assertThat(Ranks.of(CountHistogram.ofCounts(5, 9, 1, 1, 2)))
        .containsExactly(
            new Ranks.Point(1, 9),
            new Ranks.Point(2, 5),
            new Ranks.Point(3, 2),
            new Ranks.Point(4, 1),
            new Ranks.Point(5, 1));
    CountHistogram flat = CountHistogram.of(new long[] {3, 1}, new long[] {50, 85});
    assertThat(Ranks.of(flat))
        .extracting(Ranks.Point::rank)
        .containsExactly(
            1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 13L, 16L, 20L, 25L, 32L, 40L, 50L, 63L, 79L,
            100L, 126L, 135L);
    assertThat(Ranks.of(flat)).contains(new Ranks.Point(50, 3), new Ranks.Point(63, 1));
    assertThat(Ranks.of(CountHistogram.ofCounts())).isEmpty();
  }
}
