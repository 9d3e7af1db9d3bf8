package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class TrajectoryTest {
  private static final Quantity QUANTITY = new Quantity("perplexity", Subject.MODEL, "all");

  @Test
  void logarithmsAreBinary() {
    Trajectory t = trajectory(new double[][] {{4, 32}, {8, 64}}).log2().orElseThrow();
    assertThat(t.at(2).mean().orElseThrow()).isCloseTo(5.5, within(1e-14));
  }

  @Test
  void whatWasNotMeasuredHasNone() {
    OverReplicates over = new OverReplicates();
    over.add(new MetricRow("b", 0, 3, "perplexity", Subject.MODEL, "all", 7));
    assertThat(over.trajectory("a", QUANTITY)).isEmpty();
    assertThat(over.trajectory("c", QUANTITY)).isEmpty();
    assertThat(over.trajectory("b", new Quantity("tokens", Subject.MODEL, "all"))).isEmpty();
    assertThat(over.trajectory("b", QUANTITY).orElseThrow().generations()).containsExactly(3);
  }

  @Test
  void theMedianIsInTheMiddle() {
    Series series = new Series();
    assertThat(series.median()).isEmpty();
    series.add(0, 9);
    series.add(1, 1);
    series.add(2, 2);
    assertThat(series.median()).hasValue(2);
    series.add(3, Double.POSITIVE_INFINITY);
    assertThat(series.median()).hasValue(5.5);
  }

  /** One row per replicate: its values at generations 0 and 2. */
  private static Trajectory trajectory(double[][] rows) {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < rows[r].length; i++) {
        over.add(new MetricRow("a", r, 2 * i, "perplexity", Subject.MODEL, "all", rows[r][i]));
      }
    }
    return over.trajectory("a", QUANTITY).orElseThrow();
  }
}
