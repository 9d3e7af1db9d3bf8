package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.inference.Estimate;
import ouroboros.inference.Moments;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.Quantity;
import ouroboros.inference.Trajectory;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class CombinationTest {
  private static final TreeMap<Integer, Double> RISE = new TreeMap<>(Map.of(0, -1.0, 2, 1.0));

  /** Differences 3, 4, 8: mean 5, sd sqrt(7); replicate 3 has no value at generation 2. */
  @Test
  void sumsInsideAReplicateFirst() {
    Trajectory t = trajectory(new double[][] {{10, 13}, {20, 24}, {0, 8}, {99}});
    Estimate rise = new Combination().plus(t, RISE, 1).estimate().orElseThrow();
    assertThat(rise.replicates()).isEqualTo(3);
    assertThat(rise.mean()).isEqualTo(5);
    assertThat(rise.sd()).isCloseTo(Math.sqrt(7), within(1e-14));
  }

  /** The rises 3, 4, 8 of one cell and 1, 2, 6 of another differ by 2 in every replicate. */
  @Test
  void cellsArePairedByReplicate() {
    Trajectory t = trajectory(new double[][] {{10, 13}, {20, 24}, {0, 8}});
    Trajectory control = trajectory(new double[][] {{5, 6}, {5, 7}, {5, 11}});
    Estimate e =
        new Combination().plus(t, RISE, 1).plus(control, RISE, -1).estimate().orElseThrow();
    assertThat(e).isEqualTo(new Estimate(2, 0, 3));
  }

  @Test
  void momentsGiveTheSameMeanAndNeverASmallerSpread() {
    Trajectory values = trajectory(new double[][] {{1, 3}, {2, 1}, {4, 9}, {0, 2}, {3, 3}});
    Trajectory bound = moments(values);
    Estimate exact = new Combination().plus(values, RISE, 1).estimate().orElseThrow();
    Estimate loose = new Combination().plus(bound, RISE, 1).estimate().orElseThrow();
    assertThat(loose.mean()).isCloseTo(exact.mean(), within(1e-15));
    assertThat(loose.sd()).isGreaterThan(exact.sd());
    assertThat(loose.replicates()).isEqualTo(5);
  }

  /** Ratios 2, 4, 8: geometric mean 4, sd of the logarithm ln 2. */
  @Test
  void logarithmsAreThoseOfTheValues() {
    Trajectory t = trajectory(new double[][] {{1, 2}, {3, 12}, {5, 40}});
    Combination rise = new Combination().plus(t, RISE, 1);
    Estimate logs = rise.logarithms().orElseThrow();
    assertThat(logs.mean()).isCloseTo(Math.log(4), within(1e-14));
    assertThat(logs.sd()).isCloseTo(Math.log(2), within(1e-14));
    assertThat(rise.logarithmsOfMeans().orElseThrow().mean())
        .isCloseTo(Math.log(54 / 9.0), within(1e-14));
    assertThat(new Combination().plus(moments(t), RISE, 1).logarithms()).isEmpty();
  }

  @Test
  void zeroHasNoLogarithm() {
    Trajectory t = trajectory(new double[][] {{1, 2}, {3, 0}, {5, 40}});
    assertThat(new Combination().plus(t, RISE, 1).logarithms()).isEmpty();
    assertThat(new Combination().plus(t, RISE, 1).logarithmsOfMeans()).isPresent();
  }

  @Test
  void anInfiniteValueLeavesNoEstimate() {
    Trajectory t = trajectory(new double[][] {{1, 2}, {1, 3}, {1, Double.POSITIVE_INFINITY}});
    assertThat(new Combination().plus(t, RISE, 1).estimate()).isEmpty();
    assertThat(new Combination().plus(t, RISE, 1).logarithms()).isEmpty();
  }

  private static Trajectory moments(Trajectory values) {
    TreeMap<Integer, Moments> moments = new TreeMap<>();
    values.generations().forEach(g -> moments.put(g, values.at(g)));
    return new Trajectory.OfMoments(moments);
  }

  /** One row per replicate: its values at generations 0 and 2. */
  private static Trajectory trajectory(double[][] rows) {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < rows[r].length; i++) {
        over.add(new MetricRow("a", r, 2 * i, "perplexity", Subject.MODEL, "all", rows[r][i]));
      }
    }
    return over.trajectory("a", new Quantity("perplexity", Subject.MODEL, "all")).orElseThrow();
  }
}
