package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Multiset;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;
import ouroboros.random.Subset;

/**
 * Seed 7; nothing here depends on luck: every selection is compared with a list made unit by unit.
 */
class PassedUnitsTest {
  private static final int UNITS = 9000;
  private static final Key KEY = new Key(7, 3);
  private static final Gates SHRINK = GateWalkTest.gates(Refill.SHRINK, .4, .2);
  private static final Gates REAL = GateWalkTest.gates(Refill.REAL, .4, .2);
  private static final PassedBlocks BLOCKS = PassedBlocks.of(SHRINK, 0, UNITS);

  private static int[] whole(Selection selection) {
    int[] times = new int[(int) selection.population()];
    selection.multiplicities(0, times.length, times);
    return times;
  }

  private static boolean[] passes(Gates gates) {
    GateWalk walk = gates.walk();
    boolean[] passes = new boolean[UNITS];
    for (int unit = 0; unit < UNITS; unit++) {
      passes[unit] = walk.passing(unit) >= 0;
    }
    return passes;
  }

  static Stream<Selection> ofRanks() {
    long passed = BLOCKS.units();
    return Stream.of(
        Selection.all(passed),
        Selection.range(passed, 17, 2000),
        Selection.range(passed, 0, 0),
        Subset.of(KEY, 2, 0, passed, 1234),
        Multiset.of(KEY, 2, 0, passed, passed));
  }

  static Stream<Selection> ofNumbers() {
    return Stream.of(
        Selection.all(UNITS),
        Selection.range(UNITS, 17, 8000),
        Selection.range(UNITS, 0, 0),
        Subset.of(KEY, 2, 0, UNITS, 4321),
        Multiset.of(KEY, 2, 0, UNITS, 2 * UNITS));
  }

  @ParameterizedTest
  @MethodSource("ofRanks")
  void byRankChoosesAmongThoseThatPassed(Selection ofRanks) {
    int[] times = whole(ofRanks);
    boolean[] passes = passes(SHRINK);
    int[] expected = new int[UNITS];
    int rank = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      expected[unit] = passes[unit] ? times[rank++] : 0;
    }
    assertThat(rank).isEqualTo(times.length);
    PassedUnits chosen = PassedUnits.byRank(SHRINK, UNITS, BLOCKS.passed(), ofRanks);
    assertThat(chosen.population()).isEqualTo(UNITS);
    assertThat(chosen.chosen()).isEqualTo(ofRanks.chosen());
    assertThat(Arrays.stream(expected).asLongStream().sum()).isEqualTo(ofRanks.chosen());
    everyBlockIs(expected, chosen);
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void byNumberLeavesOutWhatDidNotPass(Selection ofNumbers) {
    int[] expected = whole(ofNumbers);
    boolean[] passes = passes(REAL);
    for (int unit = 0; unit < UNITS; unit++) {
      expected[unit] = passes[unit] ? expected[unit] : 0;
    }
    PassedUnits chosen = PassedUnits.byNumber(REAL, ofNumbers);
    assertThat(chosen.population()).isEqualTo(UNITS);
    assertThat(chosen.chosen()).isEqualTo(ofNumbers.chosen());
    everyBlockIs(expected, chosen);
  }

  private static void everyBlockIs(int[] expected, Selection selection) {
    for (int width : new int[] {1000, 1024, 4096, 5001, UNITS}) {
      for (int from = 0; from < UNITS; from += width) {
        int count = Math.min(width, UNITS - from);
        int[] block = new int[width];
        Arrays.fill(block, -1);
        selection.multiplicities(from, count, block);
        assertThat(Arrays.copyOf(block, count))
            .isEqualTo(Arrays.copyOfRange(expected, from, from + count));
      }
    }
    for (int from : new int[] {0, 1, 4095, 4096, 4097, 8191, 8192, UNITS - 1}) {
      int[] one = {-1};
      selection.multiplicities(from, 1, one);
      assertThat(one[0]).isEqualTo(expected[from]);
    }
  }

  /** The dropped and the kept units add up to the chosen ones. */
  @ParameterizedTest
  @MethodSource("ofNumbers")
  void aUnitOfRealTakesThePlaceOfEachThatDidNotPass(Selection ofNumbers) {
    int real = 500;
    int[] expected = new int[real];
    int[] wanted = whole(ofNumbers);
    boolean[] passes = passes(REAL);
    long dropped = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      if (!passes[unit]) {
        KeyedStream random = KEY.stream(4, Purpose.REFILL, unit);
        expected[(int) random.below(real)] += wanted[unit];
        dropped += wanted[unit];
      }
    }
    RealReplacements replacements = new RealReplacements(REAL, real, ofNumbers);
    assertThat(replacements.population()).isEqualTo(real);
    int[] times = whole(replacements);
    assertThat(times).isEqualTo(expected);
    assertThat(Arrays.stream(times).asLongStream().sum()).isEqualTo(dropped);
    long kept = Arrays.stream(whole(PassedUnits.byNumber(REAL, ofNumbers))).asLongStream().sum();
    assertThat(dropped + kept).isEqualTo(ofNumbers.chosen());
  }

  @Test
  void replacementsDoNotDependOnTheBlocksThatAreAskedFor() {
    Selection all = Selection.all(UNITS);
    int[] expected = whole(new RealReplacements(REAL, 500, all));
    for (int width : new int[] {1, 7, 64, 499}) {
      RealReplacements fresh = new RealReplacements(REAL, 500, all);
      for (int from = (500 / width) * width; from >= 0; from -= width) {
        int count = Math.min(width, 500 - from);
        int[] block = new int[width];
        fresh.multiplicities(from, count, block);
        assertThat(Arrays.copyOf(block, count))
            .isEqualTo(Arrays.copyOfRange(expected, from, from + count));
      }
    }
  }

  /** The draw that replaces a unit is the same whatever else is chosen. */
  @Test
  void aReplacementIsAFunctionOfItsUnit() {
    int[] low = whole(new RealReplacements(REAL, 500, Selection.range(UNITS, 0, 4000)));
    int[] high = whole(new RealReplacements(REAL, 500, Selection.range(UNITS, 4000, UNITS)));
    int[] all = whole(new RealReplacements(REAL, 500, Selection.all(UNITS)));
    for (int unit = 0; unit < 500; unit++) {
      assertThat(low[unit] + high[unit]).isEqualTo(all[unit]);
    }
  }

  @Test
  void theyKeepTheirAnswerWhenTheyTravel() throws Exception {
    for (Selection selection :
        List.of(
            PassedUnits.byNumber(REAL, Selection.all(UNITS)),
            PassedUnits.byRank(SHRINK, UNITS, BLOCKS.passed(), Selection.all(BLOCKS.units())),
            new RealReplacements(REAL, 500, Selection.all(UNITS)))) {
      int[] here = whole(selection);
      assertThat(whole(sent(selection))).isEqualTo(here);
    }
  }

  private static Selection sent(Selection selection) throws Exception {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (java.io.ObjectOutputStream out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(selection);
    }
    try (java.io.ObjectInputStream in =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
      return (Selection) in.readObject();
    }
  }
}
