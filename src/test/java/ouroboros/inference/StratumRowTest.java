package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

/** Which stratum fades first, with an interval that knows of the choice among many. */
class StratumRowTest {
  private static final List<CellRow> CELLS =
      List.of(
          new CellRow("a", "a", Map.of("policy.kind", "replace")),
          new CellRow("b", "b", Map.of("policy.kind", "accumulate")),
          new CellRow("f", "f", Map.of("policy.kind", "frozen")));

  /** scipy.stats.t.ppf(1 - .025/2, 2) = 6.205347; ratios .5, .52, .54: sd .02. */
  @Test
  void ratiosArePairedAndIntervalsSimultaneous() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 3; r++) {
      for (int g = 1; g <= 4; g++) {
        add(over, "f", r, g, "x", .8);
        add(over, "a", r, g, "x", g == 4 ? .8 * (.5 + .02 * r) : .8);
        add(over, "b", r, g, "x", .8);
      }
    }
    List<StratumRow> rows = StratumRow.of(CELLS, over);
    assertThat(rows).hasSize(2);
    StratumRow faded = rows.get(0);
    assertThat(faded.stratum()).isEqualTo("x");
    assertThat(faded.generation()).isEqualTo(4);
    assertThat(faded.ratio()).isCloseTo(.52, within(1e-12));
    assertThat(faded.interval().low().orElseThrow())
        .isCloseTo(.52 - 6.205346816 * .02 / Math.sqrt(3), within(1e-6));
    assertThat(faded.adjusted().orElseThrow()).isLessThan(.01);
    // Equal ratios are exact; no test is made.
    assertThat(rows.get(1).ratio()).isEqualTo(1);
    assertThat(rows.get(1).adjusted()).isEmpty();
    assertThat(rows.get(1).interval().low()).hasValue(1);
  }

  /**
   * 1,000 runs in which no stratum of ten fades, 5 replicates, seed 5: the interval of the lowest
   * ratio excludes 1 in at most .05 of them; .05 + 5 standard errors is .0845.
   */
  @Test
  void theLowestOfManyIsNotTakenForFaded() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(5L));
    int wrong = 0;
    for (int run = 0; run < 1000; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 5; r++) {
        for (int s = 0; s < 10; s++) {
          add(over, "f", r, 1, "s" + s, .8 + .02 * normal.sample());
          add(over, "a", r, 1, "s" + s, .8 + .02 * normal.sample());
        }
      }
      boolean excluded = false;
      for (StratumRow row : StratumRow.of(CELLS, over)) {
        excluded |= row.interval().high().orElseThrow() < 1;
      }
      wrong += excluded ? 1 : 0;
    }
    assertThat(wrong / 1000.0).isBetween(.005, .0845);
  }

  private static void add(
      OverReplicates over, String cell, int replicate, int generation, String stratum, double x) {
    over.add(
        new MetricRow(
            cell,
            replicate,
            generation,
            "vocabulary-retention",
            Subject.SYNTHETIC,
            "stratum=" + stratum,
            x));
  }
}
