package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Estimate FOUR = of(.31, .29, .35, .4);

  /**
   * x = [.31, .29, .35, .4]; scipy.stats.ttest_1samp(x, .3, alternative='greater').pvalue, then .4
   * with 'less' and 'greater'; scipy 1.17.1
   */
  @Test
  void oneSidedTestsAreThoseOfScipy() {
    assertThat(FOUR.above(.3)).isCloseTo(0.11009673952953777, within(1e-12));
    assertThat(FOUR.below(.4)).isCloseTo(0.04110368114622651, within(1e-12));
    assertThat(FOUR.above(.4)).isCloseTo(0.9588963188537735, within(1e-12));
  }

  /** scipy.stats.t.sf([.5, 3, 40, 30], [1, 4, 999, 99999]): digits are kept far out in the tail. */
  @Test
  void tailsAreThoseOfScipy() {
    assertThat(tail(.5, 1)).isCloseTo(0.35241638234956674, Percentage.withPercentage(1e-9));
    assertThat(tail(3, 4)).isCloseTo(0.019970984035859413, Percentage.withPercentage(1e-9));
    assertThat(tail(30, 99999)).isCloseTo(3.6893424222172154e-197, Percentage.withPercentage(1e-6));
    assertThat(tail(40, 999)).isCloseTo(6.213210598135905e-210, Percentage.withPercentage(1e-7));
  }

  /** statsmodels 0.14: DescrStatsW([.31, .29, .35, .4]).ttost_mean(.25, .45); about .35. */
  @Test
  void equivalenceIsThatOfStatsmodels() {
    assertThat(FOUR.minus(.35).inside(.1)).isCloseTo(0.01833454854886046, within(1e-12));
  }

  /** 2 * scipy.stats.ttest_1samp(x, 0, alternative='greater').pvalue is the two-sided test. */
  @Test
  void outsideAMarginOfNothingIsTheTwoSidedTest() {
    Estimate shifted = FOUR.minus(.3);
    assertThat(shifted.outside(0)).isCloseTo(2 * 0.11009673952953777, within(1e-12));
    assertThat(FOUR.outside(.3)).isGreaterThan(FOUR.above(.3));
  }

  @Test
  void withoutSpreadTheMeanIsKnown() {
    Estimate flat = of(2, 2, 2, 2, 2);
    assertThat(flat.above(1.9)).isZero();
    assertThat(flat.above(2)).isOne();
    assertThat(flat.below(2)).isOne();
    assertThat(flat.below(2.1)).isZero();
    assertThat(flat.minus(2).inside(.1)).isZero();
    assertThat(flat.outside(1)).isZero();
  }

  @Test
  void oneValueOrAnInfiniteOneEstimatesNothing() {
    assertThat(Estimate.of(Moments.EMPTY)).isEmpty();
    assertThat(Estimate.of(Moments.EMPTY.plus(1))).isEmpty();
    assertThat(Estimate.of(Moments.EMPTY.plus(1).plus(2).plus(Double.POSITIVE_INFINITY))).isEmpty();
  }

  private static double tail(double t, int degrees) {
    return new Estimate(t, Math.sqrt(degrees + 1.0), degrees + 1).above(0);
  }

  private static Estimate of(double... values) {
    Moments moments = Moments.EMPTY;
    for (double value : values) {
      moments = moments.plus(value);
    }
    return Estimate.of(moments).orElseThrow();
  }
}
