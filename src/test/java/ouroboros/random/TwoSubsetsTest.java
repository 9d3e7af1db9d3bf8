package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TwoSubsetsTest {
  @Test
  void areDisjointOfTheirSizesAndTheSameByBlocks() {
    TwoSubsets sets = TwoSubsets.of(new Key(7, 1), 3, 5000, 40, 900);
    int[] whole = new int[5000];
    sets.which(0, 5000, whole);
    assertThat(Arrays.stream(whole).filter(w -> w == TwoSubsets.FIRST)).hasSize(40);
    assertThat(Arrays.stream(whole).filter(w -> w == TwoSubsets.SECOND)).hasSize(900);
    int[] part = new int[777];
    sets.which(1500, 777, part);
    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 1500, 2277));
    int[] other = new int[5000];
    TwoSubsets.of(new Key(7, 1), 4, 5000, 40, 900).which(0, 5000, other);
    assertThat(other).isNotEqualTo(whole);
  }

  /**
   * Unit 0 is in the first set in 1 of 10 draws, in the second in 2 of 10. 4,000 keys: sd .0047 and
   * .0063; the false-alarm rate of 5 sd is below 1e-6.
   */
  @Test
  void everyUnitIsInASetEquallyOften() {
    int[] times = new int[3];
    int[] which = new int[1];
    for (int seed = 0; seed < 4000; seed++) {
      TwoSubsets.of(new Key(seed, 0), 0, 50, 5, 10).which(0, 1, which);
      times[which[0]]++;
    }
    assertThat(times[TwoSubsets.FIRST] / 4000.0).isBetween(.1 - .0237, .1 + .0237);
    assertThat(times[TwoSubsets.SECOND] / 4000.0).isBetween(.2 - .0316, .2 + .0316);
  }
}
