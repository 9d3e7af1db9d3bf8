package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallestDifferenceTest {
  /**
   * from scipy.stats import t, nct; from scipy.optimize import brentq; brentq(lambda x:
   * nct.sf(t.ppf(.975, DEGREES), DEGREES, x) - .8, .5, 60)
   */
  @ParameterizedTest
  @CsvSource({
    "1, 16.334008869920996",
    "2, 5.653489266405839",
    "3, 4.25589882073987",
    "4, 3.761060261004374",
    "9, 3.1496356782722126",
    "19, 2.95358824715658",
    "99, 2.8291297842553544",
    "1023, 2.804218680735703",
    "99999, 2.801612124174253"
  })
  void agreesWithScipy(long degrees, double delta) {
    assertThat(SmallestDifference.ofDegrees(degrees)).isCloseTo(delta, within(2e-6));
  }

  @Test
  void aKnownSpreadIsTheLimit() {
    assertThat(SmallestDifference.ofKnownSpread()).isCloseTo(2.8015853, within(1e-6));
  }

  /**
   * 20,000 repetitions of 5 pairs, seed 8, whose true difference is delta(4) standard errors: .8 of
   * them find it, within 5 standard errors (.0141).
   */
  @Test
  void fourOfFiveRepetitionsFindIt() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(8L));
    double shift = SmallestDifference.ofDegrees(4) * .3 / Math.sqrt(5);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      Moments moments = Moments.EMPTY;
      for (int r = 0; r < 5; r++) {
        moments = moments.plus(shift + .3 * normal.sample());
      }
      found += StudentInterval.of(moments).low().orElseThrow() > 0 ? 1 : 0;
    }
    assertThat(found / 20_000.0).isCloseTo(.8, within(.0141));
  }

  @Test
  void onePairAndEqualPairsHaveNone() {
    assertThat(detectable(Moments.EMPTY.plus(1))).isEmpty();
    assertThat(detectable(Moments.EMPTY.plus(1).plus(1))).isEmpty();
    // .1 + .2 - .3 is 5.6e-17 and no difference.
    assertThat(detectable(Moments.EMPTY.plus(.3).plus(.1 + .2).plus(.3))).isEmpty();
  }

  private static OptionalDouble detectable(Moments values) {
    return SmallestDifference.of(values, values.sd());
  }
}
