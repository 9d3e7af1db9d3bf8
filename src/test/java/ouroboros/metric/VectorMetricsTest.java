package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.VectorBlock;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** Against numpy and scipy: {@code ouroboros/mixture/gold_vectors.py}. */
class VectorMetricsTest {

  @Test
  @Gold({"frechet", "variance-ratio", "mmd", "precision", "recall", "coverage"})
  void measuresWhatNumpyMeasures() {
    Map<String, Double> found = measured(data(2, 300, 8, 4), data(4, 200, 8, 3), 8);
    gold(found, "frechet", 8.740514937401564);
    gold(found, "variance-ratio", 1.1170233834047554);
    gold(found, "mmd", 0.2124256993364142);
    gold(found, "precision", 0.02);
    gold(found, "recall", 0.013333333333333334);
    gold(found, "coverage", 0.006666666666666667);
  }

  private static void gold(Map<String, Double> found, String metric, double expected) {
    assertThat(found.get(metric)).as(metric).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  @Gold("sliced-wasserstein")
  void theSlicedDistanceOfOneCoordinateIsThatOfQuantiles() {
    double[] r = first(data(2, 300, 8, 4), 8);
    double[] s = first(data(4, 200, 8, 3), 8);
    assertThat(measured(r, s, 1).get("sliced-wasserstein"))
        .isCloseTo(0.3806467064629574, within(1e-12));
  }

  @Test
  void theSameRowsAreAtNoDistance() {
    double[] r = data(1, 50, 2, 3);
    Map<String, Double> found = measured(r, r, 2);
    assertThat(found.get("frechet")).isCloseTo(0, within(1e-12));
    assertThat(found.get("sliced-wasserstein")).isZero();
    assertThat(found.get("variance-ratio")).isEqualTo(1);
    assertThat(List.of(found.get("precision"), found.get("recall"), found.get("coverage")))
        .containsOnly(1.0);
  }

  @Test
  void constantDataHaveNoVarianceRatioAndNoKernel() {
    assertThat(measured(new double[20], new double[20], 2))
        .doesNotContainKeys("variance-ratio", "mmd")
        .containsEntry("frechet", 0.0);
  }

  private static Map<String, Double> measured(double[] real, double[] subject, int d) {
    Measurements into = new Measurements();
    new VectorMetrics(Blocks.here(List.of(VectorBlock.of(d, real))))
        .measure(
            Blocks.here(List.of(VectorBlock.of(d, subject))),
            Subject.SYNTHETIC,
            MetricSelection.of(List.of("all"), 1),
            into);
    Map<String, Double> found = new HashMap<>();
    into.rows().forEach(row -> found.put(row.metric(), row.value()));
    return found;
  }

  private static double[] first(double[] rows, int d) {
    double[] column = new double[rows.length / d];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i * d];
    }
    return column;
  }

  /** As {@code data} of {@code gold.py}. */
  private static double[] data(int seed, int n, int d, int k) {
    KeyedStream random = KeyedStream.of(seed, 0, 0, Purpose.TRUTH, 0);
    double[] centres = random.doubles(k * d).map(u -> 3 * u).toArray();
    double[] rows = new double[n * d];
    for (int i = 0; i < n; i++) {
      double spread = (1.0 + i % k) / k;
      double before = 0;
      for (int a = 0; a < d; a++) {
        double z = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        rows[i * d + a] = centres[i % k * d + a] + spread * z + 0.5 * spread * before;
        before = z;
      }
    }
    return rows;
  }
}
