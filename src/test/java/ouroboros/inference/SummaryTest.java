package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.metric.Expectation;

class SummaryTest {
  /** python3 -c "from scipy.stats import t; print(t.ppf(.975, DEGREES))" */
  @ParameterizedTest
  @CsvSource({
    "1, 12.706204736174694",
    "2, 4.302652729749462",
    "4, 2.7764451051977934",
    "9, 2.262157162798205",
    "99, 1.9842169515864174",
    "1023, 1.962285619647268",
    "99999, 1.9599877077718442"
  })
  void quantilesAreThoseOfScipy(long degrees, double quantile) {
    assertThat(StudentInterval.quantile(degrees)).isCloseTo(quantile, within(1e-9));
  }

  /**
   * x = [.31, .29, .35, .4]; numpy.mean(x), numpy.std(x, ddof=1), scipy.stats.t.interval(.95, 3,
   * mean, sd/2), (mean - .3)/(sd/2)
   */
  @Test
  void agreesWithScipy() {
    Summary s = Summary.of(of(.31, .29, .35, .4), Optional.of(Expectation.of(.3)));
    assertThat(s.replicates()).isEqualTo(4);
    close(s.mean(), 0.3375);
    close(s.sd(), 0.048562674281111565);
    close(s.interval().low(), 0.2602259483296902);
    close(s.interval().high(), 0.41477405167030984);
    close(s.expected(), .3);
    close(s.z(), 1.5443960018728065);
  }

  /** scipy.stats.ttest_1samp([.31, .29, .35, .4], .3).pvalue; 2 * scipy.stats.norm.sf(2) */
  @Test
  void pHasTheDegreesOfItsSpread() {
    Summary own = Summary.of(of(.31, .29, .35, .4), Optional.of(Expectation.of(.3)));
    assertThat(own.degrees()).hasValue(3);
    close(own.p(), 0.22019347905907555);
    Summary law = Summary.of(of(2), Optional.of(Expectation.of(1, .5)));
    assertThat(law.degrees()).isEmpty();
    close(law.p(), 0.04550026389635839);
    assertThat(Summary.of(of(2, 2, 2), Optional.of(Expectation.of(1))).p()).isEmpty();
  }

  @Test
  void intervalsOfSharesStayInTheirRange() {
    Summary low = summary("novel-2", .001, .0, .004);
    assertThat(low.interval().low()).hasValue(0);
    assertThat(low.interval().high().orElseThrow()).isBetween(.004, .01);
    assertThat(summary("vocabulary-retention", 1, .98).interval().high()).hasValue(1);
    assertThat(summary("excess-novel-2", -.1, .1).interval().low()).hasValue(-1);
    assertThat(summary("duplicate-sentences", 0, .01).interval().low()).hasValue(0);
    assertThat(summary("log-variance", -2, 2).interval().low().orElseThrow()).isLessThan(-10);
  }

  private static Summary summary(String metric, double... values) {
    Moments moments = of(values);
    return Summary.of(metric, moments, Optional.empty(), moments.sd());
  }

  @Test
  void zUsesTheLawsOwnSpreadWhereItIsKnown() {
    Expectation law = Expectation.of(1, .5);
    close(Summary.of(of(2), Optional.of(law)).z(), 2);
    close(Summary.of(of(2, 2, 2, 2), Optional.of(law)).z(), 4);
  }

  @Test
  void zIsEmptyWithoutSpread() {
    Summary flat = Summary.of(of(2, 2, 2), Optional.of(Expectation.of(1)));
    assertThat(flat.sd()).hasValue(0);
    assertThat(flat.z()).isEmpty();
    assertThat(flat.interval().low()).hasValue(2);
    assertThat(flat.interval().high()).hasValue(2);
    assertThat(Summary.of(of(2, 3), Optional.of(Expectation.of(1, 0))).z()).isEmpty();
    assertThat(Summary.of(of(2, 3), Optional.empty()).z()).isEmpty();
  }

  /** The same sum in another order: 16 digits are no spread. */
  @Test
  void zIsEmptyWhereTheSpreadIsRounding() {
    Summary rounded = Summary.of(of(.1 + .2 + .3, .3 + .2 + .1), Optional.of(Expectation.of(.59)));
    assertThat(rounded.sd().orElseThrow()).isPositive();
    assertThat(rounded.z()).isEmpty();
  }

  @Test
  void oneReplicateHasNoInterval() {
    Summary one = Summary.of(of(7), Optional.of(Expectation.of(1)));
    assertThat(one.mean()).hasValue(7);
    assertThat(one.sd()).isEmpty();
    assertThat(one.interval().low()).isEmpty();
    assertThat(one.interval().high()).isEmpty();
    assertThat(one.z()).isEmpty();
  }

  @Test
  void aMeanWithAnInfiniteValueIsInfiniteWithoutSpread() {
    Summary s = Summary.of(of(1, Double.POSITIVE_INFINITY, 2), Optional.of(Expectation.of(1, 1)));
    assertThat(s.mean()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(s.replicates()).isEqualTo(3);
    assertThat(s.sd()).isEmpty();
    assertThat(s.interval().low()).isEmpty();
    assertThat(s.z()).isEmpty();
    assertThat(of(1, Double.NEGATIVE_INFINITY).mean()).hasValue(Double.NEGATIVE_INFINITY);
    assertThat(of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).mean()).isEmpty();
  }

  @Test
  void momentsHaveNoNaN() {
    assertThatThrownBy(() -> of(Double.NaN))
        .hasMessage("a value is NaN; what is undefined has no value");
    assertThat(Moments.EMPTY.mean()).isEmpty();
    assertThat(Moments.EMPTY.merge(of(1, 2)).merge(Moments.EMPTY).mean()).hasValue(1.5);
  }

  /** Naive sums of squares lose all digits here: mean 1e9, sd 1. */
  @Test
  void momentsKeepTheirDigitsFarFromZero() {
    Moments moments = Moments.EMPTY;
    for (int chunk = 0; chunk < 100; chunk++) {
      Moments part = Moments.EMPTY;
      for (int i = 0; i < Moments.CHUNK; i++) {
        part = part.plus(1e9 + (i % 2 == 0 ? -1 : 1));
      }
      moments = moments.merge(part);
    }
    assertThat(moments.mean().orElseThrow()).isCloseTo(1e9, within(1e-6));
    double sd = Math.sqrt(102_400 / 102_399.0);
    assertThat(moments.sd().orElseThrow()).isCloseTo(sd, within(1e-9));
  }

  /** 0 .. n - 1 has mean (n - 1)/2 and variance n (n + 1)/12 (divisor n - 1). */
  @Test
  void chunksOfDifferentMeansMergeToTheWhole() {
    int n = 5000;
    Series series = new Series();
    for (int i = 0; i < n; i++) {
      series.add(i, i);
    }
    close(series.moments().mean(), (n - 1) / 2.0);
    close(series.moments().sd(), Math.sqrt(n * (n + 1) / 12.0));
  }

  @Test
  void chunksMergedInOrderHaveTheBitsOfTheSeries() {
    UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(3L);
    Series series = new Series();
    Moments chunked = Moments.EMPTY;
    for (int chunk = 0; chunk < 5; chunk++) {
      Moments part = Moments.EMPTY;
      for (int i = 0; i < (chunk == 4 ? 17 : Moments.CHUNK); i++) {
        double value = rng.nextDouble();
        part = part.plus(value);
        series.add(chunk * Moments.CHUNK + i, value);
      }
      chunked = chunked.merge(part);
    }
    assertThat(series.moments().mean()).isEqualTo(chunked.mean());
    assertThat(series.moments().sd()).isEqualTo(chunked.sd());
  }

  /**
   * 20,000 intervals of 5 normal values, seed 11: coverage .95 within 5 standard errors, false
   * alarm of a wrong seed below 6e-7.
   */
  @Test
  void intervalsCoverTheTruthInNineteenOfTwentyCases() {
    var normal =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(11L));
    int runs = 20_000;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      Moments m = Moments.EMPTY;
      for (int i = 0; i < 5; i++) {
        m = m.plus(3 + 2 * normal.sample());
      }
      StudentInterval interval = StudentInterval.of(m);
      if (interval.low().orElseThrow() <= 3 && 3 <= interval.high().orElseThrow()) {
        covered++;
      }
    }
    double error = Math.sqrt(.95 * .05 / runs);
    assertThat(covered / (double) runs).isCloseTo(.95, within(5 * error));
  }

  private static Moments of(double... values) {
    Moments moments = Moments.EMPTY;
    for (double value : values) {
      moments = moments.plus(value);
    }
    return moments;
  }

  private static void close(OptionalDouble actual, double expected) {
    assertThat(actual.orElseThrow()).isCloseTo(expected, within(1e-10));
  }
}
