package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seed 1; every test of a law alarms falsely with 1e-6. */
class OccupancyTest {
  private static final int REPLICATES = 10_000;

  private static TreeMap<Long, Long> drawn(KeyedStream random, long cells, long balls) {
    TreeMap<Long, Long> cellsOfCount = new TreeMap<>();
    Occupancy.split(
        random, cells, balls, 0, (count, many) -> cellsOfCount.merge(count, many, Long::sum));
    return cellsOfCount;
  }

  private static TreeMap<Long, Long> thrown(KeyedStream random, int cells, long balls) {
    long[] counts = new long[cells];
    for (long i = 0; i < balls; i++) {
      counts[(int) random.below(cells)]++;
    }
    TreeMap<Long, Long> cellsOfCount = new TreeMap<>();
    for (long count : counts) {
      cellsOfCount.merge(count, 1L, Long::sum);
    }
    return cellsOfCount;
  }

  /** Whole tables of counts, where few of them are possible. */
  @ParameterizedTest
  @CsvSource({"2, 3", "3, 6", "40, 3", "2, 70", "3, 66"})
  void wholeTablesHaveTheLawOfBallsThatAreThrown(int cells, long balls) {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.POPULATION, 0);
    Map<String, Integer> ours = new TreeMap<>();
    Map<String, Integer> theirs = new TreeMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      ours.merge(drawn(random, cells, balls).toString(), 1, Integer::sum);
      theirs.merge(thrown(random, cells, balls).toString(), 1, Integer::sum);
    }
    assertThat(TwoSamples.pValue(ours, theirs)).isGreaterThan(1e-6);
  }

  /** The largest count, the empty cells and the cells with the mean, one at a time. */
  @ParameterizedTest
  @CsvSource({"100, 80", "300, 100", "500, 1000", "1000, 9000", "100, 2000"})
  void countsHaveTheLawOfBallsThatAreThrown(int cells, long balls) {
    KeyedStream random = KeyedStream.of(1, 1, 0, Purpose.POPULATION, 0);
    Map<String, Integer> ours = new TreeMap<>();
    Map<String, Integer> theirs = new TreeMap<>();
    for (int r = 0; r < REPLICATES; r++) {
      ours.merge(one(drawn(random, cells, balls), r, balls / cells), 1, Integer::sum);
      theirs.merge(one(thrown(random, cells, balls), r, balls / cells), 1, Integer::sum);
    }
    assertThat(TwoSamples.pValue(ours, theirs)).isGreaterThan(1e-6);
  }

  private static String one(TreeMap<Long, Long> cellsOfCount, int replicate, long mean) {
    return switch (replicate % 3) {
      case 0 -> "largest " + cellsOfCount.lastKey();
      case 1 -> "smallest " + cellsOfCount.firstKey();
      default -> "mean " + cellsOfCount.getOrDefault(mean, 0L);
    };
  }

  /** Variances too: the sum of squares of a multinomial. 6 standard errors of 400 draws. */
  @Test
  void manyBallsHaveTheirScatter() {
    KeyedStream random = KeyedStream.of(1, 2, 0, Purpose.POPULATION, 0);
    long cells = 1_000_000;
    long balls = 50_000_000;
    double sum = 0;
    for (int r = 0; r < 400; r++) {
      double[] of = new double[3];
      drawn(random, cells, balls)
          .forEach(
              (count, many) -> {
                of[0] += many;
                of[1] += (double) count * many;
                of[2] += Math.pow(count - 50.0, 2) * many;
              });
      assertThat(of[0]).isEqualTo(cells);
      assertThat(of[1]).isEqualTo(balls);
      sum += of[2] / cells;
    }
    double expected = 50.0 * (1 - 1.0 / cells);
    double error = 50 * Math.sqrt(2.0 / cells) / Math.sqrt(400);
    assertThat(sum / 400).isCloseTo(expected, within(6 * error));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000000000000000",
    "1000000000, 0",
    "1000000000, 1",
    "1000000000, 1000000000",
    "3, 1000000000000",
    "1000000, 1000000000000"
  })
  void noCellAndNoBallIsLost(long cells, long balls) {
    KeyedStream random = KeyedStream.of(1, 3, 0, Purpose.POPULATION, 0);
    long[] sums = new long[2];
    Occupancy.split(
        random,
        cells,
        balls,
        7,
        (count, many) -> {
          sums[0] += many;
          sums[1] += many * (count - 7);
        });
    assertThat(sums).containsExactly(cells, balls);
  }
}
