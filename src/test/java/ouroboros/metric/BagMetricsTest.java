package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Blocks;

class BagMetricsTest {
  private static final BagMetrics METRICS = new BagMetrics(new long[] {6, 3, 1});

  /** Words 0, 0, 1 and 0, 1. */
  private static final BagBlock BAGS =
      new BagBlock(
          new int[] {2, 4}, new int[] {0, 1, 0, 1}, new int[] {2, 1, 1, 1}, new double[] {1, 1});

  @Test
  void countsTheWordsOfAllDocuments() {
    Map<String, Double> found = measured(BAGS);
    assertThat(found.get("tokens")).isEqualTo(5);
    assertThat(found.get("types-1")).isEqualTo(2);
    assertThat(found.get("vocabulary-retention")).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(found.get("lost-mass-1")).isEqualTo(0.1);
    assertThat(found.get("tv-1")).isCloseTo(0.1, within(1e-15));
    assertThat(found).containsKey("types-1@").doesNotContainKey("novel-1");
  }

  @Test
  void documentsCountByTheirWeights() {
    Map<String, Double> found = measured(BAGS.chosen(new int[] {1, 1}, 0.25));
    assertThat(found.get("tokens")).isEqualTo(1.25);
    assertThat(found.get("tv-1")).isCloseTo(0.1, within(1e-15));
    assertThat(found).doesNotContainKey("hapax-1");
  }

  private static Map<String, Double> measured(BagBlock bags) {
    Measurements into = new Measurements();
    MetricSelection wanted = MetricSelection.of(List.of("all"), 1);
    METRICS.measure(Blocks.here(List.of(bags)), Subject.SYNTHETIC, wanted, into);
    Map<String, Double> found = new HashMap<>();
    into.rows().forEach(row -> found.put(row.metric(), row.value()));
    return found;
  }
}
