package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTest {
  private static final Key KEY = new Key(7, 3);

  static Stream<Selection> selections() {
    return Stream.of(
        Selection.all(5000),
        Selection.range(5000, 1200, 3300),
        Selection.range(5000, 40, 40),
        Subset.of(KEY, 2, 0, 5000, 1234),
        Subset.of(KEY, 2, 0, 5000, 0),
        Subset.of(KEY, 2, 0, 5000, 5000),
        Subset.of(KEY, 2, 0, 10, 9),
        Subset.nested(KEY, 4, 5000, List.of(new Subset.Step(1, 4000), new Subset.Step(2, 1777))),
        Multiset.of(KEY, 2, 0, 5000, 5000),
        Multiset.of(KEY, 2, 0, 5000, 17),
        Multiset.of(KEY, 2, 0, 3, 100_000),
        Multiset.of(KEY, 2, 0, 2100, 3_000_000_000L),
        new ConcatenatedSelection(
            List.of(
                Selection.all(0),
                Subset.of(KEY, 2, 0, 1000, 300),
                Selection.all(0),
                Selection.all(0),
                Selection.range(40, 7, 30),
                Subset.of(KEY, 2, 9, 3000, 2999),
                Selection.all(0))));
  }

  private static int[] whole(Selection selection) {
    int[] times = new int[(int) selection.population()];
    selection.multiplicities(0, times.length, times);
    return times;
  }

  @ParameterizedTest
  @MethodSource("selections")
  void choosesExactlyAsManyAsAsked(Selection selection) {
    assertThat(Arrays.stream(whole(selection)).asLongStream().sum()).isEqualTo(selection.chosen());
  }

  @ParameterizedTest
  @MethodSource("selections")
  void anyBlockAloneGivesTheSameUnits(Selection selection) {
    int[] all = whole(selection);
    for (int width : new int[] {1, 7, 1000, 1024, 2049}) {
      for (int from = 0; from < all.length; from += width) {
        int count = Math.min(width, all.length - from);
        int[] block = new int[width];
        Arrays.fill(block, -1);
        selection.multiplicities(from, count, block);
        assertThat(Arrays.copyOf(block, count))
            .isEqualTo(Arrays.copyOfRange(all, from, from + count));
      }
    }
  }

  @Test
  void aSubsetOfASubsetBringsNothingBack() {
    int[] first = whole(Subset.of(KEY, 1, 0, 5000, 3000));
    int[] second =
        whole(
            Subset.nested(
                KEY, 0, 5000, List.of(new Subset.Step(1, 3000), new Subset.Step(2, 1500))));

    for (int i = 0; i < first.length; i++) {
      assertThat(second[i]).isLessThanOrEqualTo(first[i]);
    }
  }

  @Test
  void sourcesAndGenerationsChooseOnTheirOwn() {
    int[] one = whole(Subset.of(KEY, 1, 0, 5000, 2500));

    assertThat(whole(Subset.of(KEY, 1, 1, 5000, 2500))).isNotEqualTo(one);
    assertThat(whole(Subset.of(KEY, 2, 0, 5000, 2500))).isNotEqualTo(one);
    assertThat(whole(Subset.of(new Key(7, 4), 1, 0, 5000, 2500))).isNotEqualTo(one);
  }

  /** 20,000 subsets of 2 of 6 units: 15 pairs alike. Seed 0 .., false alarm 1e-6. */
  @Test
  void everySubsetIsAlike() {
    long[] counts = new long[36];
    double[] probabilities = new double[36];
    for (int r = 0; r < 20_000; r++) {
      int[] times = whole(Subset.of(new Key(0, r), 1, 0, 6, 2));
      counts[pair(times)]++;
    }
    for (int a = 0; a < 6; a++) {
      for (int b = a + 1; b < 6; b++) {
        probabilities[a * 6 + b] = 1 / 15.0;
      }
    }

    assertThat(ChiSquare.pValue(counts, probabilities, 20_000)).isGreaterThan(1e-6);
  }

  private static int pair(int[] times) {
    int first = -1;
    for (int i = 0; i < times.length; i++) {
      if (times[i] == 1) {
        if (first >= 0) {
          return first * 6 + i;
        }
        first = i;
      }
    }
    throw new AssertionError("no pair");
  }

  /**
   * Each unit of 3,000 in 4 leaves, 3 quarters chosen then half of these: 600 subsets; seed 11 ..,
   * false alarm 1e-6 for each of the two tests. Subsets have less variance than chi-square expects.
   */
  @Test
  void everyUnitIsAlike() {
    long[] subset = new long[3000];
    long[] multiset = new long[3000];
    for (int r = 0; r < 600; r++) {
      int[] times =
          whole(
              Subset.nested(
                  new Key(11, r),
                  0,
                  3000,
                  List.of(new Subset.Step(1, 2250), new Subset.Step(2, 1125))));
      int[] draws = whole(Multiset.of(new Key(11, r), 1, 0, 3000, 1500));
      for (int i = 0; i < 3000; i++) {
        subset[i] += times[i];
        multiset[i] += draws[i];
      }
    }
    double[] equal = new double[3000];
    Arrays.fill(equal, 1 / 3000.0);

    assertThat(ChiSquare.pValue(subset, equal, 600 * 1125)).isGreaterThan(1e-6);
    assertThat(ChiSquare.pValue(multiset, equal, 600 * 1500)).isGreaterThan(1e-6);
  }

  /** Ten billion draws from 1,500 units: false alarm 1e-6 for too uneven and for too even. */
  @Test
  void soManyDrawsThatTheyAreDividedHaveTheSameLaw() {
    long draws = 10_000_000_000L;
    long[] times =
        Arrays.stream(whole(Multiset.of(new Key(11, 0), 1, 0, 1500, draws)))
            .asLongStream()
            .toArray();
    double[] equal = new double[1500];
    Arrays.fill(equal, 1 / 1500.0);
    assertThat(ChiSquare.pValue(times, equal, draws)).isBetween(1e-6, 1 - 1e-6);
    assertThatThrownBy(() -> whole(Multiset.of(KEY, 1, 0, 2, 1L << 33)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aBlockOfATrillionUnitsComesAtOnce() {
    long population = 1_000_000_000_000L;
    int[] into = new int[4096];
    Subset.of(KEY, 1, 0, population, population / 2)
        .multiplicities(population / 3, into.length, into);

    // Binomial(4096, .5) nearly: mean 2048, sd 32; 6 sd, false alarm 2e-9
    assertThat(Arrays.stream(into).sum()).isBetween(2048 - 192, 2048 + 192);
  }

  @Test
  void moreThanThereIsIsRefused() {
    assertThatThrownBy(() -> Subset.of(KEY, 1, 0, 10, 11))
        .hasMessageContaining("11 units without replacement were asked of 10 units");
    assertThatThrownBy(() -> Multiset.of(KEY, 1, 0, 0, 1))
        .hasMessageContaining("1 draws were asked of 0 units");
    assertThatThrownBy(() -> Selection.range(10, 5, 11))
        .hasMessageContaining("of a source of 10 units");
  }
}
