package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ouroboros.random.ChiSquare;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

class CumulativeTest {

  /** 100,000 draws of 500 Zipf weights; seed 1, false alarm 1e-6. */
  @Test
  void drawsInProportionToTheWeights() {
    double[] weights = new double[500];
    double sum = 0;
    for (int i = 0; i < 500; i++) {
      weights[i] = 1.0 / (i + 1);
      sum += weights[i];
    }
    Cumulative sampler = Cumulative.of(weights, 500);
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.TRUTH, 0);
    long[] counts = new long[500];
    for (int i = 0; i < 100_000; i++) {
      counts[sampler.sample(random)]++;
    }
    for (int i = 0; i < 500; i++) {
      weights[i] /= sum;
    }

    assertThat(ChiSquare.pValue(counts, weights, 100_000)).isGreaterThan(1e-6);
  }

  @Test
  void oneWeightIsAlwaysDrawn() {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.TRUTH, 0);

    assertThat(Cumulative.of(new double[] {3, 99}, 1).sample(random)).isZero();
  }
}
