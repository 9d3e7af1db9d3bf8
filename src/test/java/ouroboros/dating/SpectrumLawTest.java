package ouroboros.dating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law of counts against closed forms, and against an inversion that shares no code with it. */
class SpectrumLawTest {
  private static final LineageSizes EQUAL = new LineageSizes(1, 1);
  private static final int DEGREE = 120;

  /** q_k = exp(-g_k), b_1 = 1/e, b_{k+1} = q_{k+1} b_k: hapaxes of S_k are c b_k q_k^(c - 1). */
  @Test
  void hapaxesUnderReplaceFollowTheClosedForm() {
    double g = 1;
    double b = Math.exp(-1);
    List<CountSeries> psi = SpectrumLaw.mixture(0, 50, EQUAL, DEGREE);
    for (int k = 1; k <= 50; k++) {
      if (k > 1) {
        g = 1 - Math.exp(-g);
        b *= Math.exp(-g);
      }
      double q = Math.exp(-g);
      for (int c = 1; c <= 8; c++) {
        double[] p = SpectrumLaw.given(c, psi.get(k - 1).single(), DEGREE);
        assertThat(p[0]).as("lost, k %d c %d", k, c).isCloseTo(Math.pow(q, c), within(1e-12));
        assertThat(p[1])
            .as("hapaxes, k %d c %d", k, c)
            .isCloseTo(c * b * Math.pow(q, c - 1.0), within(1e-12));
      }
    }
  }

  /** Law <i>Share of real text for ever</i>: h_0 = 1 - 1/e in S_g, a = .1, c = 1. */
  @Test
  void aTypeStaysForEverWithTheProbabilityOfTheLaw() {
    double[] psi = SpectrumLaw.mixture(.1, 400, EQUAL, 1).get(399).single();
    assertThat(1 - SpectrumLaw.given(1, psi, 1)[0]).isCloseTo(.267253, within(1e-6));
  }

  /** Survival in S_1 .. S_4 of accumulate, by the recursion of the laws, sizes equal. */
  @Test
  void survivalUnderAccumulateFollowsTheRecursionOfRetention() {
    for (int k = 1; k <= 12; k++) {
      double[] theta = new double[k + 1];
      theta[k] = Double.POSITIVE_INFINITY;
      for (int j = k; j >= 1; j--) {
        for (int i = 0; i < j; i++) {
          theta[i] += (1 - Math.exp(-theta[j])) / j;
        }
      }
      double[] psi = SpectrumLaw.accumulate(k, EQUAL, 1).single();
      assertThat(SpectrumLaw.given(1, psi, 1)[0]).isCloseTo(Math.exp(-theta[0]), within(1e-13));
    }
  }

  /** The generating function on a circle, inverted by a sum over 1,024 points. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 1, 1",
    "7, 0, 1, 1, 3",
    "5, .1, 1, 1, 1",
    "10, .3, 1, 1, 8",
    "4, 1, 1, 1, 2",
    "6, .05, .5, .5, 2",
    "6, .05, 1, .2, 4",
    "3, .2, 1.5, 1.5, 1"
  })
  void probabilitiesAreThoseOfAnInversionOnACircle(
      int k, double share, double generations, double candidate, int c) {
    LineageSizes sizes = new LineageSizes(generations, candidate);
    for (double pairs : new double[] {0, .3}) {
      double[] psi = SpectrumLaw.mixture(share, k, sizes, DEGREE).get(k - 1).of(pairs);
      double[] p = SpectrumLaw.given(c, psi, DEGREE);
      double[] inverted = inverted(k, share, sizes, c, pairs);
      double sum = 0;
      for (int m = 0; m <= DEGREE; m++) {
        assertThat(p[m]).as("count %d", m).isCloseTo(inverted[m], within(1e-12));
        sum += p[m];
      }
      assertThat(sum + p[DEGREE + 1]).isCloseTo(1, within(1e-12));
    }
  }

  private static double[] inverted(int k, double share, LineageSizes sizes, int c, double pairs) {
    int points = 1024;
    double[] p = new double[DEGREE + 1];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      Complex value = generating(new Complex(0, angle).exp(), k, share, sizes, c, pairs);
      for (int m = 0; m <= DEGREE; m++) {
        p[m] += value.multiply(new Complex(0, -angle * m).exp()).getReal() / points;
      }
    }
    return p;
  }

  /** From S_k back to R, one occurrence after the other. */
  private static Complex generating(
      Complex z, int k, double share, LineageSizes sizes, int c, double pairs) {
    Complex one = z; // of one occurrence in S_j
    Complex real = Complex.ZERO; // logarithm of what one occurrence in R adds by later draws
    double size = sizes.generations();
    for (int j = k; j >= 2; j--) {
      double ratio = j == k ? sizes.candidate() / size : 1;
      Complex inTraining = one.subtract(1).multiply(ratio).exp();
      Complex pair = inTraining.multiply(inTraining).subtract(1).divide(2);
      real =
          real.add(
              inTraining
                  .subtract(1)
                  .multiply(1 - pairs)
                  .add(pair.multiply(pairs))
                  .multiply(share * size));
      one = inTraining.multiply(1 - share).add(share);
    }
    double first = k == 1 ? sizes.candidate() : size;
    return one.subtract(1).multiply(first).add(real).multiply(c).exp();
  }

  @Test
  void theMeanCountIsTheSameForEveryAge() {
    for (FeedbackPolicy policy : FeedbackPolicy.values()) {
      CountSeries psi =
          policy == FeedbackPolicy.ACCUMULATE
              ? SpectrumLaw.accumulate(6, EQUAL, DEGREE)
              : SpectrumLaw.mixture(policy == FeedbackPolicy.MIXTURE ? .2 : 0, 6, EQUAL, DEGREE)
                  .get(5);
      double mean = 0;
      for (int m = 1; m <= DEGREE; m++) {
        mean += m * psi.of(.2)[m];
      }
      assertThat(mean).as(policy.label()).isCloseTo(1, within(1e-9));
    }
  }
}
