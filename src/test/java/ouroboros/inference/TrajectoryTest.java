package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class TrajectoryTest {
  private static final Quantity QUANTITY = new Quantity("perplexity", Subject.MODEL, "all");
  private static final TreeMap<Integer, Double> RISE = new TreeMap<>(Map.of(0, -1.0, 2, 1.0));

  /** Differences 3, 4, 8: mean 5, sd sqrt(7); replicate 3 has no value at generation 2. */
  @Test
  void sumsInsideAReplicateFirst() {
    Trajectory t = trajectory(new double[][] {{10, 13}, {20, 24}, {0, 8}, {99}});
    assertThat(t.generations()).containsExactly(0, 2);
    Estimate rise = t.combined(RISE).orElseThrow();
    assertThat(rise.replicates()).isEqualTo(3);
    assertThat(rise.mean()).isEqualTo(5);
    assertThat(rise.sd()).isCloseTo(Math.sqrt(7), within(1e-14));
    assertThat(t.at(0).count()).isEqualTo(4);
  }

  @Test
  void momentsGiveTheSameMeanAndNeverASmallerSpread() {
    Trajectory values = trajectory(new double[][] {{1, 3}, {2, 1}, {4, 9}, {0, 2}, {3, 3}});
    TreeMap<Integer, Moments> moments = new TreeMap<>();
    values.generations().forEach(g -> moments.put(g, values.at(g)));
    Trajectory bound = new Trajectory.OfMoments(moments);
    Estimate exact = values.combined(RISE).orElseThrow();
    Estimate loose = bound.combined(RISE).orElseThrow();
    assertThat(loose.mean()).isCloseTo(exact.mean(), within(1e-15));
    assertThat(loose.sd()).isGreaterThan(exact.sd());
    assertThat(loose.replicates()).isEqualTo(5);
    assertThat(bound.log2()).isEmpty();
  }

  @Test
  void logarithmsAreBinary() {
    Trajectory t = trajectory(new double[][] {{4, 32}, {8, 64}}).log2().orElseThrow();
    assertThat(t.at(2).mean().orElseThrow()).isCloseTo(5.5, within(1e-14));
  }

  @Test
  void anInfiniteValueLeavesNoEstimateOfItsGeneration() {
    Trajectory t = trajectory(new double[][] {{1, 2}, {1, 3}, {1, Double.POSITIVE_INFINITY}});
    assertThat(t.combined(new TreeMap<>(Map.of(2, 1.0)))).isEmpty();
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
