package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Seed 7 everywhere. Shares of random decisions are compared within five standard deviations: a
 * right program fails one such comparison with probability 5.7e-7 under another seed.
 */
class GateWalkTest {
  private static final Key KEY = new Key(7, 3);
  private static final int UNITS = 100_000;

  static Gates gates(Refill refill, double... shares) {
    List<Safeguard.Gate> thin =
        java.util.Arrays.stream(shares).<Safeguard.Gate>mapToObj(Safeguard.Thin::new).toList();
    return new Gates(new SafeguardList(thin, refill), KEY, 4);
  }

  private static long[] passing(Gates gates) {
    GateWalk walk = gates.walk();
    return LongStream.range(0, UNITS).map(walk::passing).toArray();
  }

  private static double deviations(double share) {
    return 5 * StrictMath.sqrt(share * (1 - share) / UNITS);
  }

  private static double share(long[] words) {
    return (double) LongStream.of(words).filter(word -> word >= 0).count() / words.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {.01, .3, .5, .9})
  void thinKeepsWhatItDoesNotDrop(double dropped) {
    assertThat(share(passing(gates(Refill.SHRINK, dropped))))
        .isCloseTo(1 - dropped, within(deviations(dropped)));
  }

  @ParameterizedTest
  @EnumSource(Refill.class)
  void atShareZeroEveryUnitIsTheUnitOfTheSyntheticCorpus(Refill refill) {
    LongUnaryOperator drawn = CounterWords.FIRST.words();
    long[] first = LongStream.range(0, UNITS).map(drawn).toArray();
    assertThat(first).isEqualTo(LongStream.range(0, UNITS).toArray());
    assertThat(passing(gates(refill, 0))).isEqualTo(first);
    assertThat(passing(gates(refill, 0, 0))).isEqualTo(first);
    assertThat(passing(gates(refill))).isEqualTo(first);
  }

  @Test
  void twoHalvesKeepAQuarter() {
    long[] both = passing(gates(Refill.SHRINK, .5, .5));
    assertThat(share(both)).isCloseTo(.25, within(deviations(.25)));
  }

  /** If the streams were the same, whatever passes one gate would pass the other. */
  @Test
  void aSecondGateDecidesByItsOwnNumbers() {
    long[] first = passing(gates(Refill.SHRINK, .5));
    long[] second = passing(gates(Refill.SHRINK, 0, .5));
    int both = 0;
    int alike = 0;
    for (int i = 0; i < UNITS; i++) {
      both += first[i] >= 0 && second[i] >= 0 ? 1 : 0;
      alike += (first[i] >= 0) == (second[i] >= 0) ? 1 : 0;
    }
    assertThat((double) both / UNITS).isCloseTo(.25, within(deviations(.25)));
    assertThat((double) alike / UNITS).isCloseTo(.5, within(deviations(.5)));
    long[] list = passing(gates(Refill.SHRINK, .5, .5));
    for (int i = 0; i < UNITS; i++) {
      assertThat(list[i] >= 0).isEqualTo(first[i] >= 0 && second[i] >= 0);
    }
  }

  /** Gate k, from 0, has the numbers of the candidate's word from k x 2^32 on. */
  @Test
  void aDecisionIsAFunctionOfGateCandidateAndKey() {
    GateWalk walk = gates(Refill.SHRINK, .5, .25).walk();
    KeyedStream random = KEY.stream(4, Purpose.GATE, 0);
    for (long unit : new long[] {99, 5, 12_345_678_901L, 0}) {
      random.seek(unit, 0);
      boolean first = random.nextDouble() >= .5;
      random.seek(unit, 1L << 32);
      boolean second = random.nextDouble() >= .25;
      assertThat(walk.passing(unit) >= 0).isEqualTo(first && second);
    }
  }

  @Test
  void generationsAndReplicatesDecideOnTheirOwn() {
    SafeguardList half = new SafeguardList(List.of(new Safeguard.Thin(.5)), Refill.SHRINK);
    long[] one = passing(new Gates(half, KEY, 4));
    for (Gates other : List.of(new Gates(half, KEY, 5), new Gates(half, new Key(7, 4), 4))) {
      long[] two = passing(other);
      long both = 0;
      for (int i = 0; i < UNITS; i++) {
        both += one[i] >= 0 && two[i] >= 0 ? 1 : 0;
      }
      assertThat((double) both / UNITS).isCloseTo(.25, within(deviations(.25)));
    }
  }

  @Test
  void theFirstCandidateThatPassesIsTaken() {
    GateWalk walk = gates(Refill.REDRAW, .7).walk();
    long candidates = 0;
    for (long unit = 0; unit < UNITS; unit++) {
      long word = walk.passing(unit);
      assertThat(Candidate.unit(word)).isEqualTo(unit);
      int last = (int) (word >> 40);
      KeyedStream random = KEY.stream(4, Purpose.GATE, 0);
      for (int c = 0; c <= last; c++) {
        random.seek(Candidate.word(unit, c));
        assertThat(random.nextDouble() >= .7).isEqualTo(c == last);
      }
      candidates += last + 1;
    }
    assertThat(walk.counts()).containsExactly(new GateCounts(1, "thin", candidates, UNITS, 0, 0));
    // 1/.3 candidates a unit: geometric, of variance .7/.09
    assertThat((double) candidates / UNITS)
        .isCloseTo(1 / .3, within(5 * StrictMath.sqrt(.7 / .09 / UNITS)));
  }

  @Test
  void withoutRedrawingOneCandidateIsTried() {
    for (Refill refill : List.of(Refill.SHRINK, Refill.REAL)) {
      GateWalk walk = gates(refill, .5, .5).walk();
      long kept = 0;
      for (long unit = 0; unit < 1000; unit++) {
        long word = walk.passing(unit);
        assertThat(word).isIn(unit, Gates.NONE);
        kept += word == unit ? 1 : 0;
      }
      List<GateCounts> counts = walk.counts();
      assertThat(counts).extracting(GateCounts::gate).containsExactly(1, 2);
      assertThat(counts.get(0).offered()).isEqualTo(1000);
      assertThat(counts.get(1).offered()).isEqualTo(counts.get(0).kept());
      assertThat(counts.get(1).kept()).isEqualTo(kept);
      assertThat(counts.get(1).dropped()).isEqualTo(counts.get(0).kept() - kept);
      assertThat(counts).allMatch(each -> each.realDropped() == 0 && each.changed() == 0);
      assertThat(counts).allMatch(each -> each.syntheticDropped() == each.dropped());
    }
  }

  @Test
  void whereNothingPassesItSaysWhichGateAndWhatToDo() {
    GateWalk walk = gates(Refill.REDRAW, .5, 1, 0).walk();
    assertThatThrownBy(() -> walk.passing(17))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "10000 candidates of unit 17 of generation 4 did not pass gate 2 (thin);"
                + " make it less strict, or set refill: shrink or real");
    assertThat(walk.counts().get(0).offered()).isEqualTo(10_000);
  }

  @Test
  void candidatesOfUnitsNeverShareAWord() {
    assertThat(Candidate.word(5, 0)).isEqualTo(5);
    assertThat(Candidate.word(5, 1)).isEqualTo(5 + 1_099_511_627_776L);
    assertThat(Candidate.word(0, Candidate.MOST)).isEqualTo(10_000L << 40).isPositive();
    for (long unit : new long[] {0, 1, 4096, Candidate.UNITS - 1}) {
      for (int c : new int[] {0, 1, 77, Candidate.MOST - 1}) {
        assertThat(Candidate.unit(Candidate.word(unit, c))).isEqualTo(unit);
        assertThat(Candidate.word(unit, c) >>> 40).isEqualTo(c);
      }
    }
  }

  @Test
  void purposesKeepTheirCodes() {
    assertThat(Purpose.GATE.code()).isEqualTo(10);
    assertThat(Purpose.REFILL.code()).isEqualTo(11);
    assertThat(java.util.Arrays.stream(Purpose.values()).map(Purpose::code))
        .doesNotHaveDuplicates();
  }
}
