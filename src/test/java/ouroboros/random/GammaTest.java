package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTest {

  /** 200,000 draws in 50 equally probable cells. Seed 3, false alarm 1e-6 each. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 7.5})
  void followsTheGammaLaw(double shape) {
    KeyedStream random = KeyedStream.of(3, 0, 0, Purpose.TRUTH, 0);
    GammaDistribution law = new GammaDistribution(null, shape, 1);
    double[] probabilities = new double[50];
    java.util.Arrays.fill(probabilities, 1.0 / 50);
    long[] counts = new long[50];
    for (int i = 0; i < 200_000; i++) {
      double x = StrictMath.exp(Gamma.logSample(random, shape));
      counts[(int) Math.min(49, 50 * law.cumulativeProbability(x))]++;
    }

    assertThat(ChiSquare.pValue(counts, probabilities, 200_000)).isGreaterThan(1e-6);
  }

  @Test
  void tinyShapesStayFinite() {
    KeyedStream random = KeyedStream.of(4, 0, 0, Purpose.TRUTH, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(Gamma.logSample(random, 1e-6)).isFinite();
    }
  }

  @Test
  void refusesAShapeThatIsNotPositive() {
    assertThatThrownBy(() -> Gamma.logSample(KeyedStream.of(4, 0, 0, Purpose.TRUTH, 0), 0))
        .hasMessage("A gamma number needs a shape in (0, Infinity), not 0.0.");
  }
}
