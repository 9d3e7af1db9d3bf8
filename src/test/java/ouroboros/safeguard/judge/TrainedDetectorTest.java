package ouroboros.safeguard.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** What trained detectors compute of sentences and scores. Seed 7. */
class TrainedDetectorTest {
  private static final int UNKNOWN = 1;

  private static int[] grams(int... sentence) {
    return new GramHashes(100, UNKNOWN).of(sentence, 0, sentence.length);
  }

  /** A sentence of n tokens and its end has n + 1 words, n pairs and n - 1 triples. */
  @Test
  void aSentenceHasItsGramsOfLengthsOneToThree() {
    assertThat(grams(7, 8, 9)).hasSize(4 + 3 + 2).isSorted();
    assertThat(grams()).hasSize(1);
    assertThat(grams(7, 7)).hasSize(3 + 2 + 1);
    assertThat(Arrays.stream(grams(7, 7)).distinct().count()).isEqualTo(5);
    assertThat(grams(7, 8)).isNotEqualTo(grams(8, 7));
    assertThat(grams(7, 300)).isEqualTo(grams(7, UNKNOWN));
    int[] padded = {5, 7, 8, 9, 5};
    assertThat(new GramHashes(100, UNKNOWN).of(padded, 1, 4)).isEqualTo(grams(7, 8, 9));
  }

  /** All pairs and triples of 40 words: few of 65,600 share one of 65,536 numbers with a word. */
  @Test
  void numbersAreSpreadEvenly() {
    int[] times = new int[16];
    for (int a = 2; a < 42; a++) {
      for (int b = 2; b < 42; b++) {
        for (int gram : grams(a, b)) {
          times[gram >>> 12]++;
        }
      }
    }
    // 6 numbers a sentence; words repeat, so only whether every sixteenth is used is claimed.
    assertThat(times).doesNotContain(0);
    assertThat(Arrays.stream(times).sum()).isEqualTo(6 * 1600);
  }

  @Test
  void aScoreIsTheSumOfItsWeights() {
    double[] weights = new double[GramHashes.BUCKETS];
    for (int gram : grams(7)) {
      weights[gram] = .5;
    }
    LogisticScore score = new LogisticScore(weights, .25, new GramHashes(100, UNKNOWN));
    assertThat(score.of(new int[] {7}, 0, 1)).isEqualTo(.25 + 3 * .5);
  }

  /** Weight w = (1 - p)^power with 1 - p = 1/(1 + e^-score). */
  @Test
  void weightsAreThePowerOfTheProbabilityOfAPerson() {
    assertThat(Resampling.weight(0, 3)).isCloseTo(.125, within(1e-15));
    assertThat(Resampling.weight(StrictMath.log(3), 2)).isCloseTo(.5625, within(1e-15));
    assertThat(Resampling.weight(Double.POSITIVE_INFINITY, 10)).isEqualTo(1);
    assertThat(Resampling.weight(Double.NEGATIVE_INFINITY, 10)).isEqualTo(0);
    assertThat(Resampling.weight(Double.NEGATIVE_INFINITY, 0)).isEqualTo(1);
  }

  /**
   * The number of copies has mean w/w' and differs from it by less than one. 100,000 sentences,
   * five standard deviations: a right program fails with probability 5.7e-7 under another seed.
   */
  @Test
  void copiesHaveTheRightMean() {
    double relative = 1.3;
    Resampling gate = new Resampling((tokens, start, end) -> 0, 1, .5 / relative, 3);
    KeyedStream random = new Key(7, 3).stream(4, Purpose.GATE, 0);
    int many = 100_000;
    long copies = 0;
    for (int unit = 0; unit < many; unit++) {
      random.seek(unit);
      int own = gate.copies(new int[0], 0, 0, random);
      assertThat(own).isBetween(1, 2);
      copies += own;
    }
    assertThat((double) copies / many).isCloseTo(relative, within(5 * Math.sqrt(.3 * .7 / many)));
    Resampling cut = new Resampling((tokens, start, end) -> 0, 1, .001, 3);
    random.seek(1);
    assertThat(cut.copies(new int[0], 0, 0, random)).isEqualTo(3);
    Resampling off = new Resampling((tokens, start, end) -> -5, 0, 1, 3);
    random.seek(2);
    assertThat(off.copies(new int[0], 0, 0, random)).isEqualTo(1);
  }

  /** w/w' of resampling without its random number, in steps of 2^-20. */
  @Test
  void weightsAreTheExpectedCopies() {
    assertThat(weight(.5 / 1.3, 1, 3)).isEqualTo(Math.round(1.3 * (1 << 20)));
    assertThat(weight(.001, 1, 3)).isEqualTo(3 << 20);
    assertThat(weight(1, 0, 3)).isEqualTo(1 << 20);
    // (1/2)^21 rounds to 0 steps of 2^-20 or to one; (1/2)^22 to none.
    assertThat(weight(1, 22, 3)).isZero();
  }

  private static long weight(double mean, double power, int most) {
    return new Resampling((tokens, start, end) -> 0, power, mean, most)
        .weigher()
        .weight(new int[0], 0, 0);
  }

  /** People 1, 2, 2, 4; machines 0, 2, 3: 12 pairs, of which 6 in order and 2 equal. */
  @Test
  void qualityWorkedOutByHand() {
    DetectorQuality quality =
        DetectorQuality.of(new double[] {1, 2, 2, 4}, new double[] {0, 2, 3}, 2);
    assertThat(quality.auc()).isCloseTo((6 + 2 / 2.0) / 12, within(1e-15));
    assertThat(quality.recall()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(quality.falseAlarm()).isEqualTo(.25);
  }

  @Test
  void theAreaIsThatOfAllPairs() {
    KeyedStream random = new Key(7, 3).stream(4, Purpose.GATE, 1);
    for (int trial = 0; trial < 50; trial++) {
      double[] people = some(random);
      double[] machines = some(random);
      double wins = 0;
      for (double p : people) {
        for (double m : machines) {
          wins += p > m ? 1 : p == m ? .5 : 0;
        }
      }
      assertThat(DetectorQuality.of(people, machines, 0).auc())
          .isCloseTo(wins / people.length / machines.length, within(1e-12));
    }
  }

  private static double[] some(KeyedStream random) {
    return IntStream.range(0, 1 + (int) random.below(20))
        .mapToDouble(i -> random.below(8))
        .sorted()
        .toArray();
  }
}
