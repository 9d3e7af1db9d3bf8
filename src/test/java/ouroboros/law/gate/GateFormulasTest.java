package ouroboros.law.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The printed numbers of the closed forms. */
class GateFormulasTest {
  private static final double E = StrictMath.exp(1);

  /** A share .9 is synthetic, recall .9, false alarm .05, n = 1000. */
  @Test
  void aDetectorThatOnlyThrowsAwayHurts() {
    DetectorLaw law = DetectorLaw.of(.9, .1, .95);
    assertThat(law.kept()).isCloseTo(.185, within(1e-12));
    assertThat(law.contamination()).isCloseTo(.09 / .185, within(1e-12));
    assertThat(1000 * DetectorLaw.limit(1e-3, .9)).isCloseTo(5.240815, within(5e-7));
    assertThat(1000 * DetectorLaw.limit(1e-3, law.contamination()))
        .isCloseTo(1.309642, within(5e-7));
    assertThat(1000 * DetectorLaw.limit(1e-3 / law.kept(), law.contamination()))
        .isCloseTo(7.069492, within(5e-7));
    assertThat(1000 * DetectorLaw.limit(DetectorLaw.reciprocal(1000, .185), law.contamination()))
        .isCloseTo(7.100893, within(5e-7));
  }

  @Test
  void theMeanOfOneByABinomialNumberIsASum() {
    // n = 2, p = 1/2, without 0: 1 with 2/3, 1/2 with 1/3
    assertThat(DetectorLaw.reciprocal(2, .5)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(DetectorLaw.reciprocal(7, 1)).isEqualTo(1 / 7.0);
    assertThat(1e6 * .3 * DetectorLaw.reciprocal(1_000_000, .3)).isCloseTo(1, within(1e-5));
  }

  @Test
  void theOddsOfAVerifierGrowGeometrically() {
    // wrong text is 3 times as frequent; correct passes with .9, wrong with .3
    assertThat(SelectionLaw.odds(1 / 3.0, .9, .3, 1)).isCloseTo(1, within(1e-12));
    assertThat(SelectionLaw.odds(3, .3, .9, 3)).isCloseTo(1 / 9.0, within(1e-12));
  }

  @Test
  void theBestOfFourByBradleyTerry() {
    double p = .1;
    double[] shares = new double[11];
    for (int g = 1; g <= 10; g++) {
      p = SelectionLaw.bestOf(4, p, E);
      shares[g] = p;
    }
    assertThat(shares[1]).isCloseTo(.177453, within(5e-7));
    assertThat(shares[5]).isCloseTo(.795986, within(5e-7));
    assertThat(shares[10]).isCloseTo(.995708, within(5e-7));
  }

  /** The case of two candidates of laws.md: p' = p (p + 2 (1 - p) s/(1 + s)). */
  @Test
  void theBestOfTwoIsTheKnownCase() {
    double p = .1;
    assertThat(SelectionLaw.bestOf(2, p, E))
        .isCloseTo(p * (p + 2 * (1 - p) * E / (1 + E)), within(1e-15));
    assertThat(SelectionLaw.bestOf(1, p, E)).isCloseTo(p, within(1e-15));
    assertThat(SelectionLaw.bestOf(5, p, 1)).isCloseTo(p, within(1e-15));
    assertThat(SelectionLaw.bestOf(3, p, Double.POSITIVE_INFINITY))
        .isCloseTo(1 - Math.pow(.9, 3), within(1e-15));
  }

  @Test
  void theBestOfKByItsRank() {
    assertThat(SelectionLaw.atMost(4, .9, 2)).isCloseTo(Math.pow(.9, 16), within(1e-12));
  }

  @Test
  void twoOppositeTastesKeepBothTypes() {
    assertThat(SelectionLaw.balance(4, E, .6)).isCloseTo(.929773, within(5e-7));
    assertThat(SelectionLaw.balance(8, E, .6)).isCloseTo(.781639, within(5e-7));
    assertThat(SelectionLaw.balance(E, .6)).isCloseTo(.716395, within(5e-7));
  }

  @Test
  void limitsThatMoveLeaveLittleVariance() {
    TruncationLaw law = TruncationLaw.middle(.9);
    assertThat(law.kept()).isCloseTo(.9, within(1e-9));
    assertThat(law.mean()).isZero();
    assertThat(law.variance()).isCloseTo(.623015, within(5e-7));
    assertThat(Math.pow(law.variance(), 10)).isCloseTo(.0088, within(5e-5));
  }

  @Test
  void oneLimitMovesTheMean() {
    // a half normal distribution: mean sqrt(2/pi), variance 1 - 2/pi
    TruncationLaw law = TruncationLaw.between(0, Double.POSITIVE_INFINITY, 0);
    assertThat(law.mean()).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-12));
    assertThat(law.variance()).isCloseTo(1 - 2 / Math.PI, within(1e-12));
    // half of the decisions wrong: nothing is chosen
    TruncationLaw blind = TruncationLaw.between(-1, .5, .5);
    assertThat(blind.kept()).isEqualTo(.5);
    assertThat(Math.abs(blind.mean())).isZero();
    assertThat(blind.variance()).isEqualTo(1);
  }

  @Test
  void packsOfASmallerDiversityHaveMoreEqualPairs() {
    // 8 points have 28 pairs; of 50 equal types 1 in 50 pairs is equal
    assertThat(PackLaw.equalPairs(8, 200, 0, .98)).isCloseTo(28 * .02, within(1e-12));
    assertThat(PackLaw.equalPairs(8, 200, 40, .98))
        .isCloseTo(28 * (1 - .98 * .818320), within(1e-5));
  }

  @Test
  void smoothingBalancesDrift() {
    double squares = 1;
    for (int g = 0; g < 20_000; g++) {
      squares = MutationLaw.next(squares, .5, 50, 200);
    }
    assertThat(squares).isCloseTo(MutationLaw.limit(.5, 50, 200), within(1e-12));
    // without smoothing everything becomes one type; with much of it, all types are alike
    assertThat(MutationLaw.limit(0, 50, 200)).isCloseTo(1, within(1e-12));
    assertThat(MutationLaw.limit(1e12, 50, 200))
        .isCloseTo(1 / 200.0 + 199 / 200.0 / 50, within(1e-9));
  }

  /** One point of M_0, then one of M_1: without selection the share is a martingale. */
  @Test
  void twoTypesAreFollowedExactly() {
    double[] mean = TwoTypes.expected(.3, 5, 7, 20, p -> p, p -> p);
    for (double each : mean) {
      assertThat(each).isCloseTo(.3, within(1e-12));
    }
    double[] mixed = TwoTypes.expected(.5, 2, 2, 2, p -> p, p -> p * (1 - p));
    assertThat(mixed[2]).isCloseTo(.25 * Math.pow(.5, 3), within(1e-12));
  }

  /** A fifth of a hundred sentences at temperatures 1, .99 and .95; numpy.linalg.solve agrees. */
  @Test
  void aStatementTakesOverByChanceOnly() {
    assertThat(TakeoverLaw.takesOver(100, 1)[20]).isCloseTo(.2, within(1e-12));
    assertThat(TakeoverLaw.takesOver(100, .99)[20]).isCloseTo(.13063462273982346, within(1e-12));
    assertThat(TakeoverLaw.takesOver(100, .95)[20]).isCloseTo(.01797282784067444, within(1e-12));
    assertThat(TakeoverLaw.takesOver(100, .95)[80])
        .isCloseTo(1 - .01797282784067444, within(1e-12));
    assertThat(TakeoverLaw.takesOver(1, .5)).containsExactly(0, 1);
  }

  /** logit .2 = -ln 4; at temperature 1/2 it doubles: odds 1/4, 1/16, 1/256. */
  @Test
  void belowHalfAStatementIsCleanedAwayAndAboveItTakesOver() {
    assertThat(TakeoverLaw.share(.2, .5, 1)).isCloseTo(1 / 17.0, within(1e-12));
    assertThat(TakeoverLaw.share(.2, .5, 2)).isCloseTo(1 / 257.0, within(1e-12));
    assertThat(TakeoverLaw.share(.8, .5, 2)).isCloseTo(256 / 257.0, within(1e-12));
    assertThat(TakeoverLaw.share(.2, 1, 50)).isCloseTo(.2, within(1e-12));
    assertThat(TakeoverLaw.share(.5, .5, 50)).isEqualTo(.5);
    assertThat(TakeoverLaw.share(0, .5, 3)).isZero();
    assertThat(TakeoverLaw.share(1, .5, 3)).isEqualTo(1);
  }
}
