package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;

class RealUnitsTest {
  private static final RealUnits RUNS =
      RealUnits.of(List.of(new long[] {3, 2}, new long[] {7, 1}, new long[] {10, 4}));

  @Test
  void placesAreUnitsOfRuns() {
    assertThat(RUNS.many()).isEqualTo(7);
    assertThat(RUNS.end()).isEqualTo(14);
    assertThat(LongStream.range(0, 7).map(RUNS::at))
        .containsExactly(3L, 4L, 7L, 10L, 11L, 12L, 13L);
    assertThat(LongStream.range(0, 3).map(RealUnits.of(5, 3)::at)).containsExactly(5L, 6L, 7L);
  }

  /** One run draws the bits of a number of a range; 1,000 draws of 7 units meet each. */
  @Test
  void everyUnitIsDrawn() {
    KeyedStream random = new Key(1, 0).stream(1, Purpose.REFILL, 0);
    KeyedStream same = new Key(1, 0).stream(1, Purpose.REFILL, 0);
    assertThat(RealUnits.of(40, 100).drawn(random)).isEqualTo(40 + same.below(100));
    assertThat(LongStream.range(0, 1000).map(i -> RUNS.drawn(random)).distinct().sorted())
        .containsExactly(3L, 4L, 7L, 10L, 11L, 12L, 13L);
  }

  /** Places 1 .. 3, which have the numbers 21 .. 23, are units 4, 7 and 10. */
  @Test
  void aChoiceByPlacesIsAChoiceByUnits() {
    Selection among = RUNS.among(Selection.range(30, 21, 24), 20, 16);
    assertThat(among.population()).isEqualTo(16);
    assertThat(among.chosen()).isEqualTo(3);
    for (int from = 0; from <= 16; from++) {
      int[] times = new int[16 - from];
      among.multiplicities(from, times.length, times);
      for (int i = 0; i < times.length; i++) {
        int unit = from + i;
        assertThat(times[i])
            .as("unit " + unit)
            .isEqualTo(unit == 4 || unit == 7 || unit == 10 ? 1 : 0);
      }
    }
  }
}
