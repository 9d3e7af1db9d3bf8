package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ouroboros.inference.Interval;
import ouroboros.inference.Jackknife;
import ouroboros.inference.PoissonBootstrap;

class IntervalsTest {
  /**
   * For a mean the jackknife is Student's interval: {@code x = numpy.arange(32)**2; m = x.mean();
   * scipy.stats.t.interval(.95, 31, m, x.std(ddof=1)/32**.5)} gives 217.007277.., 433.992722..
   */
  @Test
  void ofAMeanIsStudentsInterval() {
    double[] values = IntStream.range(0, 32).mapToDouble(i -> i * i).toArray();
    double sum = IntStream.range(0, 32).mapToDouble(i -> i * i).sum();
    double[] without = IntStream.range(0, 32).mapToDouble(i -> (sum - values[i]) / 31).toArray();
    Interval interval = Jackknife.interval(sum / 32, without).orElseThrow();
    assertThat(interval.low()).isCloseTo(217.00727755441218, within(1e-8));
    assertThat(interval.high()).isCloseTo(433.9927224455878, within(1e-8));
  }

  @Test
  void isEmptyWhereAGroupLeavesNothing() {
    assertThat(Jackknife.interval(1, new double[] {1, Double.NaN})).isEmpty();
    assertThat(Jackknife.interval(Double.POSITIVE_INFINITY, new double[] {1, 2})).isEmpty();
    assertThat(Jackknife.interval(1, new double[] {1})).isEmpty();
    assertThat(PoissonBootstrap.interval(new TreeMap<>(), 1)).isEmpty();
  }

  @Test
  void aTextOfOneSentenceOverAndOverHasNoWidth() {
    assertThat(Jackknife.interval(2, new double[] {2, 2, 2}).orElseThrow())
        .isEqualTo(new Interval(2, 2, Interval.Method.JACKKNIFE));
  }

  /** 4,000 sentences of mean 9 and sd 2: 1.96 sd/sqrt(n) is .0620; the quantiles of 1,000 vary. */
  @Test
  void theBootstrapOfAMeanIsAsWideAsItsStandardError() {
    SortedMap<Long, Long> lengths = new TreeMap<>();
    lengths.put(7L, 2000L);
    lengths.put(11L, 2000L);
    Interval interval = PoissonBootstrap.interval(lengths, 3).orElseThrow();
    assertThat(interval.low()).isCloseTo(9 - .0620, within(.008));
    assertThat(interval.high()).isCloseTo(9 + .0620, within(.008));
    assertThat(PoissonBootstrap.interval(lengths, 3)).isEqualTo(Optional.of(interval));
    assertThat(PoissonBootstrap.interval(lengths, 4)).isNotEqualTo(Optional.of(interval));
  }

  /**
   * 100 texts, seed 7. Were the true coverage .95, .85 or less of 100 would be seen with
   * probability 1e-4 a metric; intervals.md gives the results with 1,000 texts.
   */
  @ParameterizedTest
  @EnumSource
  void holdWhatTextsOfThatSizeGiveOnAverage(IntervalCoverage.Source source) {
    SortedMap<String, IntervalCoverage.Covered> covered =
        new IntervalCoverage(source, 640, 7).of(100);
    assertThat(covered)
        .containsKeys("types-1", "entropy-2", "retention-1", "js-1", "sentence-length-mean");
    assertThat(covered)
        .allSatisfy((metric, c) -> assertThat(c.covered()).as(metric).isGreaterThan(.85));
  }
}
