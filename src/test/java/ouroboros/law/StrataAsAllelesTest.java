package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * Strata as alleles. Where every sentence keeps its stratum ({@code ngram-mixture {by: stratum}}),
 * a stratum with c of R's sentences is a type with c occurrences, each in a sentence of its own. So
 * the law of types is the law of strata: alive in S_k with probability 1 - exp(-c theta).
 */
class StrataAsAllelesTest {
  private static final int REAL = 1_400;
  private static final int SIZE = 200;
  private static final int LAST = 40;

  /**
   * Against the exact chain; c of 1,400 sentences, 200 a generation: Poisson counts differ a
   * little.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 75, 170, 880})
  void aStratumDiesAsATypeOfItsSize(int c) {
    Extinction law =
        Extinction.of(new Policy.Replace(), AvailableUnits.ofCorpus(REAL, 0, SIZE), LAST)
            .orElseThrow();
    double[][] first = WrightFisher.transitions(REAL, SIZE);
    double[][] later = WrightFisher.transitions(SIZE, SIZE);
    double[] alive = WrightFisher.table(SIZE, x -> x > 0 ? 1 : 0);
    for (int k = 1; k <= LAST; k++) {
      double exact = WrightFisher.apply(first, alive)[c];
      double expected = 1 - Math.pow(law.ofSynthetic(k).lost().applyAsDouble(1), c);
      assertThat(expected).as("S_" + k).isCloseTo(exact, within(.03));
      alive = WrightFisher.apply(later, alive);
    }
  }
}
