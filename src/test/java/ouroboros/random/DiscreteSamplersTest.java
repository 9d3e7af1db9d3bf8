package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.commons.math3.distribution.AbstractIntegerDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seed 1 throughout; every chi-square test alarms falsely with probability 1e-6. */
class DiscreteSamplersTest {
  private static final int DRAWS = 40_000;

  private static void follows(
      AbstractIntegerDistribution law, int cells, ToLongFunction<KeyedStream> sampler) {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 0);
    long[] counts = new long[cells + 1];
    double[] probabilities = new double[cells + 1];
    for (int i = 0; i < cells; i++) {
      probabilities[i] = law.probability(i);
    }
    probabilities[cells] = Math.max(0, 1 - law.cumulativeProbability(cells - 1));
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) Math.min(cells, sampler.applyAsLong(random))]++;
    }
    assertThat(ChiSquare.pValue(counts, probabilities, DRAWS)).isGreaterThan(1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "1, .5",
    "1, .999",
    "3, .01",
    "10, .5",
    "100, .03",
    "1000, .5",
    "5000, .9",
    "200, .97"
  })
  void binomialFollowsItsLaw(int trials, double p) {
    follows(
        new BinomialDistribution(null, trials, p),
        trials + 1,
        random -> Binomial.sample(random, trials, p));
  }

  /** A million draws against the exact probabilities: an error of 1/(6 n p) would be seen. */
  @ParameterizedTest
  @CsvSource({
    "40, .24",
    "40, .26",
    "60, .5",
    "1000, .0101",
    "1000, .025",
    "2000, .97",
    "100000, .0005",
    "100000, .001",
    "1000000000, .00000004"
  })
  void binomialFollowsItsLawWhereInversionEnds(int trials, double p) {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 1);
    BinomialDistribution law = new BinomialDistribution(null, trials, p);
    int from = law.inverseCumulativeProbability(1e-9);
    int to = law.inverseCumulativeProbability(1 - 1e-9);
    double[] probabilities = new double[to - from + 1];
    long[] counts = new long[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = law.probability(from + i);
    }
    int draws = 1_000_000;
    for (int i = 0; i < draws; i++) {
      long x = Binomial.sample(random, trials, p);
      counts[(int) Math.max(0, Math.min(to - from, x - from))]++;
    }
    assertThat(ChiSquare.pValue(counts, probabilities, draws)).isGreaterThan(1e-6);
  }

  /** The binomial of 1e15 trials is the Poisson distribution but for n p^2 = 1e-12. */
  @ParameterizedTest
  @CsvSource({"3", "9.9", "10.1", "40"})
  void binomialOfRareEventsIsPoisson(double mean) {
    follows(
        new PoissonDistribution(null, mean, 1e-15, 100_000),
        200,
        random -> Binomial.sample(random, 1_000_000_000_000_000L, mean / 1e15));
  }

  @Test
  void multinomialsHaveTheirLaw() {
    long[] weights = {3, 0, 1, 6, 0, 5, 1, 4};
    long[] cumulative = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      cumulative[i] = weights[i] + (i == 0 ? 0 : cumulative[i - 1]);
    }
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.POPULATION, 0);
    // The count of each outcome is binomial, given that n is below and above the limit of searches.
    for (int n : new int[] {9, 100}) {
      for (int at = 0; at < weights.length; at++) {
        int outcome = at;
        double p = weights[at] / 20.0;
        long[] counts = new long[n + 1];
        double[] law = new double[n + 1];
        for (int x = 0; x <= n; x++) {
          law[x] = new BinomialDistribution(null, n, p).probability(x);
        }
        for (int i = 0; i < DRAWS; i++) {
          long[] drawn = new long[weights.length];
          Multinomial.split(
              random, cumulative, 0, weights.length, 0, n, (index, many) -> drawn[index] += many);
          assertThat(java.util.Arrays.stream(drawn).sum()).isEqualTo(n);
          counts[(int) drawn[outcome]]++;
        }
        assertThat(ChiSquare.pValue(counts, law, DRAWS)).isGreaterThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 1",
    "10, 3, 9",
    "10, 9, 9",
    "100, 50, 50",
    "1000, 30, 500",
    "1000, 999, 500",
    "5000, 2500, 800"
  })
  void hypergeometricFollowsItsLaw(int population, int marked, int drawn) {
    follows(
        new HypergeometricDistribution(null, population, marked, drawn),
        drawn + 1,
        random -> Hypergeometric.sample(random, population, marked, drawn));
  }

  @ParameterizedTest
  @CsvSource({".01", "1", "7.5", "15.9", "16", "40", "900"})
  void poissonFollowsItsLaw(double mean) {
    Poisson poisson = Poisson.of(mean);
    follows(new PoissonDistribution(null, mean, 1e-15, 100_000), 2000, poisson::sample);
  }

  /** Mean and variance of 40,000 draws within 5 standard errors: false alarm 1.2e-6 for a case. */
  private static void hasMoments(
      ToDoubleFunction<KeyedStream> sampler, double mean, double variance) {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double z = (sampler.applyAsDouble(random) - mean) / Math.sqrt(variance);
      sum += z;
      squares += z * z;
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
    assertThat(squares / DRAWS).isCloseTo(1, within(5 * Math.sqrt(2.0 / DRAWS)));
  }

  @ParameterizedTest
  @CsvSource({"1000000000000, .5", "1000000000000, .000001", "123456789012, .99"})
  void binomialHoldsForLargeNumbers(long trials, double p) {
    hasMoments(
        random -> (double) Binomial.sample(random, trials, p), trials * p, trials * p * (1 - p));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1, 5",
    "100, 99, 6",
    "100, 3, 6",
    "340, 17, 20",
    "340, 300, 20",
    "1000, 400, 62",
    "20000, 10000, 1000",
    "20000, 10000, 4900",
    "81, 40, 19",
    "100000, 30, 6000",
    "100000, 99990, 6000"
  })
  void fewOfManyFollowTheSameLaw(int population, int marked, int drawn) {
    assertThat(ThinHypergeometric.isThin(population, drawn)).isTrue();
    follows(
        new HypergeometricDistribution(null, population, marked, drawn),
        drawn + 1,
        random -> ThinHypergeometric.sample(random, population, marked, drawn));
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000000, 500000000000, 500000000000",
    "1000000000000, 900000000000, 1000000",
    "1000000000000, 1000000, 999000000000"
  })
  void hypergeometricHoldsForLargeNumbers(long population, long marked, long drawn) {
    double share = (double) marked / population;
    hasMoments(
        random -> (double) Hypergeometric.sample(random, population, marked, drawn),
        drawn * share,
        drawn * share * (1 - share) * (population - drawn) / (population - 1.0));
  }

  @Test
  void certainAnswersCostNoRandomNumbers() {
    KeyedStream used = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 2);
    KeyedStream untouched = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 2);

    assertThat(Binomial.sample(used, 0, .3)).isZero();
    assertThat(Binomial.sample(used, 9, 0)).isZero();
    assertThat(Binomial.sample(used, 9, 1)).isEqualTo(9);
    assertThat(Hypergeometric.sample(used, 9, 9, 4)).isEqualTo(4);
    assertThat(Hypergeometric.sample(used, 9, 3, 9)).isEqualTo(3);
    assertThat(Hypergeometric.sample(used, 9, 0, 4)).isZero();
    assertThat(used.nextLong()).isEqualTo(untouched.nextLong());
  }

  @Test
  void impossibleQuestionsAreRefused() {
    KeyedStream random = KeyedStream.of(1, 0, 0, Purpose.RECIPE, 2);

    assertThatThrownBy(() -> Binomial.sample(random, 3, Double.NaN))
        .hasMessageContaining("not 3 and NaN");
    assertThatThrownBy(() -> Hypergeometric.sample(random, 9, 10, 4))
        .hasMessageContaining("10 marked were asked of 9 units");
    assertThatThrownBy(() -> Poisson.of(-1)).hasMessageContaining("not -1.0");
  }

  /** Kinds of 2, 0, 30, 8 and 60 balls: singles, halves, and the same by symmetry. */
  @ParameterizedTest
  @CsvSource({"5, 3", "30, 2", "40, 4", "99, 3"})
  void kindsOfAnUrnFollowTheirLaw(int draws, int kind) {
    long[] cumulative = {2, 2, 32, 40, 100};
    int balls = (int) (cumulative[kind] - cumulative[kind - 1]);
    follows(
        new HypergeometricDistribution(null, 100, balls, draws),
        Math.min(balls, draws) + 1,
        random -> {
          long[] counts = new long[5];
          Urn.split(random, cumulative, 5, draws, (i, count) -> counts[i] += count);
          assertThat(counts[1]).isZero();
          assertThat(counts[0] + counts[2] + counts[3] + counts[4]).isEqualTo(draws);
          return counts[kind];
        });
  }
}
