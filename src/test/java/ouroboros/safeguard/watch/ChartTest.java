package ouroboros.safeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final ChartCenter CENTER = new ChartCenter(10, 2);

  private static List<ChartPoint> points(Chart chart, double... values) {
    Chart.Running running = chart.start(CENTER);
    return DoubleStream.of(values).mapToObj(running::next).toList();
  }

  @Test
  void shewhartLooksAtOneValueInEitherDirection() {
    List<ChartPoint> points = points(new Chart.Shewhart(3), 10, 4, 3.9, 16, 16.1);
    assertThat(points)
        .extracting(ChartPoint::fired)
        .containsExactly(false, false, true, false, true);
    assertThat(points).extracting(ChartPoint::statistic).startsWith(0.0, 3.0);
    assertThat(points.get(1)).isEqualTo(new ChartPoint(3, 3, 1, false));
  }

  @Test
  void cusumAddsUpAndStartsAtZeroAfterItFired() {
    // z = 2, 2, 2, 2: the sums are 1.5, 3, 4.5 (fires), then again 1.5.
    List<ChartPoint> points = points(new Chart.Cusum(.5, 4), 14, 14, 14, 14);
    assertThat(points).extracting(ChartPoint::statistic).containsExactly(1.5, 3.0, 4.5, 1.5);
    assertThat(points).extracting(ChartPoint::fired).containsExactly(false, false, true, false);
    assertThat(points.get(2).level()).isEqualTo(4.5 / 4);
    assertThat(points(new Chart.Cusum(.5, 4), 6, 6, 6, 6)).isEqualTo(points);
  }

  @Test
  void ewmaForgetsAndStartsAtZeroAfterItFired() {
    // z = 4; e = 2, then 3: divided by sqrt(.5/1.5) they are 3.46 and 5.2.
    List<ChartPoint> points = points(new Chart.Ewma(.5, 4), 18, 18, 18);
    assertThat(points).extracting(ChartPoint::fired).containsExactly(false, true, false);
    assertThat(points.get(0).statistic()).isCloseTo(2 * Math.sqrt(3), within(1e-12));
    assertThat(points.get(1).statistic()).isCloseTo(3 * Math.sqrt(3), within(1e-12));
    assertThat(points.get(2)).isEqualTo(points.get(0));
  }

  @Test
  void aThresholdLooksAtTheValueItself() {
    assertThat(points(new Chart.Threshold(9.0, null, null), 9, 8.9))
        .extracting(ChartPoint::fired)
        .containsExactly(false, true);
    assertThat(points(new Chart.Threshold(null, 11.0, null), 11, 11.1))
        .extracting(ChartPoint::fired)
        .containsExactly(false, true);
    List<ChartPoint> both = points(new Chart.Threshold(9.0, 11.0, null), 8, 10, 12);
    assertThat(both).extracting(ChartPoint::fired).containsExactly(true, false, true);
    assertThat(both.get(0)).isEqualTo(new ChartPoint(9, 8, 1 + 1. / 9, true));
    assertThat(both.get(2)).isEqualTo(new ChartPoint(11, 12, 1 + 1. / 11, true));
    assertThat(new Chart.Threshold(9.0, null, null).needsReference()).isFalse();
  }

  @Test
  void aThresholdOfARunLengthIsShewhartInTheUnitsOfTheMetric() {
    Chart chart = new Chart.Threshold(null, null, RunLength.shewhart(3, 0));
    assertThat(points(chart, 4.01, 3.99, 15.99, 16.01))
        .extracting(ChartPoint::fired)
        .containsExactly(false, true, false, true);
    assertThat(chart.needsReference()).isTrue();
  }

  /** Without change PSI is c times a chi-squared number with f degrees of freedom. */
  @Test
  void psiOfARunLengthIsAQuantileOfChiSquared() {
    double c = 2e-3;
    int f = 6;
    Chart chart = new Chart.Psi(0, 200.0);
    Chart.Running running = chart.start(new ChartCenter(c * f, c * Math.sqrt(2 * f)));
    double quantile = c * new ChiSquaredDistribution(f).inverseCumulativeProbability(1 - 1 / 200.);
    assertThat(running.next(0).limit()).isCloseTo(quantile, within(1e-8));
    assertThat(points(new Chart.Psi(.2, null), .2, .21))
        .extracting(ChartPoint::fired)
        .containsExactly(false, true);
  }

  @Test
  void aReferenceWithoutSpreadFiresAtAnyOtherValue() {
    ChartCenter constant = ChartCenter.of(List.of(1.0, 1.0, 1.0));
    for (Chart chart :
        List.of(new Chart.Shewhart(3), new Chart.Cusum(.5, 5), new Chart.Ewma(.1, 2.814))) {
      Chart.Running running = chart.start(constant);
      assertThat(running.next(1).fired()).as(chart.kind()).isFalse();
      assertThat(running.next(.999).fired()).as(chart.kind()).isTrue();
      assertThat(running.next(1)).as(chart.kind()).isEqualTo(chart.start(constant).next(1));
    }
  }

  @Test
  void theReferenceIsMeanAndStandardDeviation() {
    assertThat(ChartCenter.of(List.of(1.0, 2.0, 6.0))).isEqualTo(new ChartCenter(3, Math.sqrt(7)));
  }
}
