package ouroboros.safeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published run lengths: Lucas and Saccucci 1990, Lucas and Crosier 1982, and the normal tail. */
class RunLengthTest {
  @ParameterizedTest
  @CsvSource({"0,167.684", "0.5,26.630", "1,8.383", "2,3.343"})
  void cusum(double shift, double published) {
    assertThat(RunLength.cusum(.5, 4, shift)).isCloseTo(published, within(5e-4));
    assertThat(RunLength.cusum(.5, 4, -shift)).isCloseTo(published, within(5e-4));
  }

  @Test
  void cusumWithItsDefaultLimit() {
    assertThat(RunLength.cusum(.5, 5, 0)).isCloseTo(465.444, within(5e-4));
    assertThat(new Chart.Cusum(.5, 5).meanRunLength()).isCloseTo(465.444, within(5e-4));
  }

  @ParameterizedTest
  @CsvSource({"0,499.58", "0.5,31.30", "1,10.33", "2,4.36"})
  void ewma(double shift, double published) {
    assertThat(RunLength.ewma(.1, 2.814, shift)).isCloseTo(published, within(5e-3));
    assertThat(RunLength.ewma(.1, 2.814, -shift)).isCloseTo(published, within(5e-3));
  }

  @ParameterizedTest
  @CsvSource({"0,370.398", "0.5,155.224", "1,43.895", "2,6.303"})
  void shewhart(double shift, double published) {
    assertThat(RunLength.shewhart(3, shift)).isCloseTo(published, within(5e-4));
    assertThat(RunLength.shewhart(3, -shift)).isCloseTo(published, within(5e-4));
  }

  @ParameterizedTest
  @CsvSource({"1.5", "20", "167.684", "500", "100000"})
  void aLimitIsFoundFromTheRunLength(double arl0) {
    assertThat(RunLength.shewhart(RunLength.shewhartLimit(arl0), 0))
        .isCloseTo(arl0, within(arl0 * 1e-7));
    if (arl0 > 2) { // with k = 0.5 even h = 0 does not fire at every second value or more often
      assertThat(RunLength.cusum(.5, RunLength.cusumLimit(.5, arl0), 0))
          .isCloseTo(arl0, within(arl0 * 1e-6));
    }
    assertThat(RunLength.ewma(.1, RunLength.ewmaLimit(.1, arl0), 0))
        .isCloseTo(arl0, within(arl0 * 1e-6));
  }

  @Test
  void theLimitOfThePublishedRunLengths() {
    assertThat(RunLength.cusumLimit(.5, 167.684)).isCloseTo(4, within(1e-5));
    assertThat(RunLength.ewmaLimit(.1, 499.58)).isCloseTo(2.814, within(1e-4));
    assertThat(RunLength.shewhartLimit(370.398)).isCloseTo(3, within(1e-6));
  }

  /** An EWMA chart that forgets everything is a Shewhart chart. */
  @Test
  void ewmaOfWeightOneIsShewhart() {
    assertThat(RunLength.ewma(1, 2.5, 1)).isCloseTo(RunLength.shewhart(2.5, 1), within(1e-6));
    assertThat(RunLength.ewmaFires(1, 2.5, 40))
        .isCloseTo(new Chart.Shewhart(2.5).falseAlarm(40), within(1e-9));
  }

  /**
   * The charts themselves have the run lengths that the equations say. Seed 7, 20,000 runs a chart;
   * five standard errors, so a false alarm once in about 300,000 runs of this test.
   */
  @Test
  void theChartsHaveTheseRunLengths() {
    for (Chart chart :
        new Chart[] {
          new Chart.Cusum(.5, 4),
          new Chart.Ewma(.1, 2),
          new Chart.Shewhart(2.5),
          new Chart.Threshold(null, null, 80.0)
        }) {
      SplittableRandom random = new SplittableRandom(7);
      double sum = 0;
      double squares = 0;
      int fired = 0;
      int runs = 20_000;
      Chart.Running running = chart.start(new ChartCenter(10, 2));
      for (int run = 0; run < runs; run++) {
        int n = 1;
        while (!running.next(10 + 2 * random.nextGaussian()).fired()) {
          n++;
        }
        sum += n;
        squares += (double) n * n;
        fired += n <= 25 ? 1 : 0;
      }
      double mean = sum / runs;
      double error = Math.sqrt((squares / runs - mean * mean) / runs);
      Double expected = chart.meanRunLength();
      assertThat(mean).as(chart.kind()).isCloseTo(expected, within(5 * error));
      double p = chart.falseAlarm(25);
      assertThat((double) fired / runs)
          .as(chart.kind())
          .isCloseTo(
              p,
              within(
                  5 * Math.sqrt(p * (1 - p) / runs) + (chart instanceof Chart.Cusum ? 2e-3 : 0)));
    }
  }

  @Test
  void theChanceOfAFalseAlarmInALongRun() {
    assertThat(RunLength.cusumFires(.5, 5, 0)).isZero();
    assertThat(RunLength.cusumFires(.5, 5, 1_000_000)).isCloseTo(1, within(1e-9));
    double[] far = {RunLength.ewmaFires(.1, 4, 3_000), RunLength.ewmaFires(.1, 4, 6_000)};
    double rate = 1 / RunLength.ewma(.1, 4, 0);
    assertThat((1 - far[1]) / (1 - far[0])).isCloseTo(Math.exp(-3_000 * rate), within(1e-4));
  }
}
