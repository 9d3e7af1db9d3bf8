package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class PowerLawTest {
  /** c = [round(20000 * i**-1.1) for i in range(1, 3001)], zeros left out. */
  private static final CountHistogram ZIPF =
      CountHistogram.ofCounts(
          LongStream.rangeClosed(1, 3000)
              .map(i -> Math.round(20000 * StrictMath.pow(i, -1.1)))
              .toArray());

  /** scipy.special.zeta(s, a) for each. */
  @Test
  void zetaIsThatOfScipy() {
    double[][] cases = {
      {2, 1, 1.6449340668482266},
      {1.5, 3, 1.2588219580922144},
      {1.01, 7, 98.14463369609564},
      {3.7, 40, 1.810123711022971e-05},
      {30, 2, 9.313274324196682e-10}
    };
    for (double[] c : cases) {
      assertThat(HurwitzZeta.of(c[0], c[1]).value() / c[2]).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void theDerivativeOfZetaIsItsSlope() {
    for (double s : new double[] {1.2, 2, 7}) {
      double h = 1e-5;
      double slope =
          (StrictMath.log(HurwitzZeta.of(s + h, 3).value())
                  - StrictMath.log(HurwitzZeta.of(s - h, 3).value()))
              / (2 * h);
      assertThat(HurwitzZeta.of(s, 3).logDerivative()).isCloseTo(slope, within(1e-8));
    }
  }

  /**
   * scipy.optimize.minimize_scalar(lambda a: n*log(zeta(a, cut)) + a*log(x).sum()), x = c[c >=
   * cut], 1/(a - 1); powerlaw.Fit(c, xmin=cut, discrete=True, estimate_discrete=False) 2.0.0 has a
   * = 1.36988, 1.91351, 1.91605.
   */
  @Test
  @Gold("zipf-exponent")
  void theExponentIsTheMostLikelyOne() {
    assertThat(PowerLaw.zipfExponent(ZIPF, 1)).isCloseTo(2.7033481085687505, within(1e-6));
    assertThat(PowerLaw.zipfExponent(ZIPF, 5)).isCloseTo(1.0947250516095406, within(1e-7));
    assertThat(PowerLaw.zipfExponent(ZIPF, 20)).isCloseTo(1.0916505810516675, within(1e-7));
  }

  /** powerlaw.Fit(c, discrete=True, estimate_discrete=False).xmin is 5. */
  @Test
  void theCutIsWhereTheLawFitsBest() {
    assertThat(PowerLaw.cut(ZIPF)).isEqualTo(5);
  }

  @Test
  void fewTypesAndEqualCountsHaveDefinedFits() {
    assertThat(PowerLaw.cut(CountHistogram.ofCounts(7, 3, 1))).isEqualTo(1);
    assertThat(PowerLaw.cut(CountHistogram.ofCounts())).isEqualTo(1);
    assertThat(PowerLaw.zipfExponent(CountHistogram.ofCounts(4, 4, 1), 4)).isEqualTo(0);
    assertThat(PowerLaw.zipfExponent(CountHistogram.ofCounts(4, 4, 1), 5)).isNaN();
    assertThat(PowerLaw.zipfExponent(CountHistogram.ofCounts(), 1)).isNaN();
  }
}
