package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalTest {

  /** 1,000,000 draws in 200 cells between -5 and 5. Seed 1, false alarm 1e-6. */
  @Test
  void followsTheNormalLaw() {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.TRUTH, 0);
    NormalDistribution law = new NormalDistribution(null, 0, 1);
    long[] counts = new long[202];
    double[] probabilities = new double[202];
    for (int cell = 0; cell < 202; cell++) {
      double low = cell == 0 ? Double.NEGATIVE_INFINITY : -5 + (cell - 1) * .05;
      double high = cell == 201 ? Double.POSITIVE_INFINITY : -5 + cell * .05;
      probabilities[cell] = law.cumulativeProbability(high) - law.cumulativeProbability(low);
    }
    for (int i = 0; i < 1_000_000; i++) {
      double x = Normal.sample(random);
      counts[(int) Math.max(0, Math.min(201, Math.floor((x + 5) / .05) + 1))]++;
    }

    assertThat(ChiSquare.pValue(counts, probabilities, 1_000_000)).isGreaterThan(1e-6);
  }

  /** 5 x 10^6 draws: 0.0026 of them past 3.0, the tail past 3.654 by its own sampler. */
  @Test
  void followsTheNormalLawInTheTail() {
    KeyedStream random = KeyedStream.of(2, 0, 0, Purpose.TRUTH, 0);
    NormalDistribution law = new NormalDistribution(null, 0, 1);
    int draws = 5_000_000;
    double[] edges = {3.0, 3.2, 3.4, 3.6, 3.7, 3.8, 4.0, 4.2, 4.5, 5, Double.POSITIVE_INFINITY};
    long[] counts = new long[edges.length];
    double[] probabilities = new double[edges.length];
    for (int cell = 0; cell < edges.length; cell++) {
      double low = cell == 0 ? -3 : edges[cell - 1];
      probabilities[cell] =
          cell == 0
              ? 1 - 2 * law.cumulativeProbability(-3)
              : 2 * (law.cumulativeProbability(-low) - law.cumulativeProbability(-edges[cell]));
    }
    for (int i = 0; i < draws; i++) {
      double x = Math.abs(Normal.sample(random));
      int cell = 0;
      while (x >= edges[cell]) {
        cell++;
      }
      counts[cell]++;
    }

    // seed 2, false alarm 1e-6
    assertThat(ChiSquare.pValue(counts, probabilities, draws)).isGreaterThan(1e-6);
  }
}
