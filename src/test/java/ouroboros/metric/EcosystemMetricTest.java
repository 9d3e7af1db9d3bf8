package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.count.CountState;

class EcosystemMetricTest {
  /** The number of {@link CountMetricsTest}: of the 21 types of R 15 are in the pool. */
  @Gold("pool-retention-n")
  @Test
  void whatAPoolHasOfR() {
    Measurements into = new Measurements();
    MetricSelection wanted = MetricSelection.of(List.of("default"), 2);
    EcosystemMetric.pool(CountState.of(2, GoldPairs.histogram()), wanted, into);
    assertThat(into.rows())
        .containsExactly(
            new Measurement("pool-retention-2", Subject.SYNTHETIC, "all", 0.7142857142857143));
  }
}
