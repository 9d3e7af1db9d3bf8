package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import ouroboros.inference.HeavyTail;
import ouroboros.inference.Moments;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.Summary;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class WarningsTest {
  /** (1 + 2 + 7)^2 / (1 + 4 + 49) = 1.85 of 6 values, three of them 0. */
  @Test
  void countsHowManyReplicatesMakeTheMean() {
    List<WarningRow> rows = warnings("mean-squared-error", 0, 7, 0, 1, 2, 0);
    assertThat(rows).hasSize(1);
    WarningRow row = rows.get(0);
    assertThat(row.effective()).isCloseTo(100 / 54.0, within(1e-12));
    assertThat(row.replicates()).isEqualTo(6);
    assertThat(row.mean()).isCloseTo(10 / 6.0, within(1e-12));
    assertThat(row.median()).hasValue(.5);
    assertThat(row.geometric()).hasValue(0);
  }

  /** sqrt[6](1 2 4 8 16 4096) = 2^(22/6). */
  @Test
  void showsMedianAndGeometricMeanInstead() {
    WarningRow row = warnings("perplexity", 1, 4096, 2, 8, 4, 16).get(0);
    assertThat(row.median()).hasValue(6);
    assertThat(row.geometric().orElseThrow()).isCloseTo(Math.pow(2, 22 / 6.0), within(1e-9));
  }

  @Test
  void saysNothingOfEvenValuesOfZeroesAndOfFew() {
    assertThat(warnings("perplexity", 3, 4, 5, 4, 3)).isEmpty();
    assertThat(warnings("perplexity", 0, 0, 0, 0, 0)).isEmpty();
    assertThat(warnings("perplexity", 1, 1, 1, 1e9)).isEmpty();
  }

  @Test
  void sparesWhatCanBeNegativeAndIndicators() {
    assertThat(warnings("log-variance", -1, 1, 0, 0, 0, .1)).isEmpty();
    assertThat(warnings("excess-novel-2", -1, 1, 0, 0, 0, .1)).isEmpty();
    assertThat(warnings("alive", 0, 0, 0, 0, 0, 1)).isEmpty();
  }

  @Test
  void warnsWhereSomeReplicatesAreInfinite() {
    double infinite = Double.POSITIVE_INFINITY;
    WarningRow row = warnings("perplexity", 2, 3, infinite, 4, 5).get(0);
    assertThat(row.mean()).isInfinite();
    assertThat(row.effective()).isZero();
    assertThat(row.median()).hasValue(4);
    assertThat(warnings("perplexity", infinite, infinite, infinite, infinite, infinite)).isEmpty();
  }

  /**
   * 2,000 samples of 10 and of 100 exponential values, seed 5: no warning; a wrong alarm has
   * probability 2.4e-4 at 10 values, so at most 5 in 2,000 with probability above .9999.
   */
  @Test
  void anExponentialDistributionIsNotHeavy() {
    var exponential = ZigguratSampler.Exponential.of(RandomSource.XO_RO_SHI_RO_128_PP.create(5L));
    for (int n : new int[] {10, 100}) {
      int alarms = 0;
      for (int sample = 0; sample < 2000; sample++) {
        Moments values = Moments.EMPTY;
        for (int i = 0; i < n; i++) {
          values = values.plus(exponential.sample());
        }
        alarms +=
            HeavyTail.of("variance", Summary.of(values, Optional.empty())).isPresent() ? 1 : 0;
      }
      assertThat(alarms).isLessThanOrEqualTo(5);
    }
  }

  /**
   * Log-normal values with sigma 5, as variances are after 100 fits to 10 points: 1,000 of them,
   * seed 5, 100 times; the mean is e^12.5, which no sample of that size comes near.
   */
  @Test
  void anExplodedSecondMomentIsHeavy() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(5L));
    for (int sample = 0; sample < 100; sample++) {
      Moments values = Moments.EMPTY;
      for (int i = 0; i < 1000; i++) {
        values = values.plus(Math.exp(5 * normal.sample()));
      }
      assertThat(HeavyTail.of("variance", Summary.of(values, Optional.empty()))).isPresent();
    }
  }

  private static List<WarningRow> warnings(String metric, double... values) {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < values.length; r++) {
      over.add(new MetricRow("a", r, 1, metric, Subject.MODEL, "all", values[r]));
    }
    return Warnings.of(over.summaries(key -> Optional.empty()), over::trajectory);
  }
}
