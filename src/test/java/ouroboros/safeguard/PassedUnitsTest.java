package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

  /** How often each of the 500 units of R replaces a unit; the numbers that it replaces. */
  private static List<List<Long>> replaced(Selection chosen) {
    RealReplacements all = RealReplacements.of(REAL, 500, chosen);
    List<List<Long>> units = new ArrayList<>();
    for (int real = 0; real < 500; real++) {
      units.add(new ArrayList<>());
    }
    long[][] whole = all.among(0, 500);
    for (int i = 0; i < all.size(); i++) {
      units.get((int) whole[0][i]).add(whole[1][i]);
    }
    return units;
  }

  /** The dropped and the kept units add up to the chosen ones. */
  @ParameterizedTest
  @MethodSource("ofNumbers")
  void aUnitOfRealTakesThePlaceAndTheNumberOfEachThatDidNotPass(Selection ofNumbers) {
    List<List<Long>> expected = new ArrayList<>();
    for (int real = 0; real < 500; real++) {
      expected.add(new ArrayList<>());
    }
    int[] wanted = whole(ofNumbers);
    boolean[] passes = passes(REAL);
    long dropped = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      KeyedStream random = KEY.stream(4, Purpose.REFILL, unit);
      int real = (int) random.below(500);
      for (int k = 0; !passes[unit] && k < wanted[unit]; k++) {
        expected.get(real).add((long) unit);
        dropped++;
      }
    }
    assertThat(replaced(ofNumbers)).isEqualTo(expected);
    assertThat(RealReplacements.of(REAL, 500, ofNumbers).size()).isEqualTo((int) dropped);
    long kept = Arrays.stream(whole(PassedUnits.byNumber(REAL, ofNumbers))).asLongStream().sum();
    assertThat(dropped + kept).isEqualTo(ofNumbers.chosen());
  }

  @Test
  void replacementsAmongPartsOfRealAreThoseOfTheWhole() {
    RealReplacements all = RealReplacements.of(REAL, 500, Selection.all(UNITS));
    long[][] whole = all.among(0, 500);
    for (int width : new int[] {1, 7, 64, 499}) {
      int next = 0;
      for (int from = 0; from < 500; from += width) {
        long[][] part = all.among(from, Math.min(500, from + width));
        for (int i = 0; i < part[0].length; i++, next++) {
          assertThat(part[0][i]).isEqualTo(whole[0][next]);
          assertThat(part[1][i]).isEqualTo(whole[1][next]);
        }
      }
      assertThat(next).isEqualTo(all.size());
    }
  }

  /** The draw that replaces a unit is the same whatever else is chosen. */
  @Test
  void aReplacementIsAFunctionOfItsUnit() {
    List<List<Long>> low = replaced(Selection.range(UNITS, 0, 4000));
    List<List<Long>> high = replaced(Selection.range(UNITS, 4000, UNITS));
    List<List<Long>> all = replaced(Selection.all(UNITS));
    for (int real = 0; real < 500; real++) {
      List<Long> both = new ArrayList<>(low.get(real));
      both.addAll(high.get(real));
      assertThat(both).isEqualTo(all.get(real));
    }
  }

  @Test
  void theyKeepTheirAnswerWhenTheyTravel() throws Exception {
    for (Selection selection :
        List.of(
            PassedUnits.byNumber(REAL, Selection.all(UNITS)),
            PassedUnits.byRank(SHRINK, UNITS, BLOCKS.passed(), Selection.all(BLOCKS.units())))) {
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
