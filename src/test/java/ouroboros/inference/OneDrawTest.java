package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CellRow;
import ouroboros.metric.Grid;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

/** The reference of a run is a draw from M_0. */
class OneDrawTest {
  private static final Map<String, String> FROZEN = Map.of("policy.kind", "frozen");
  private static final Map<String, String> REPLACE = Map.of("policy.kind", "replace");

  /** With 43% of the words left, js-1 was below the distance of two halves of R. */
  @Test
  void aCollapsedTextIsAboveItsReference() {
    Grid run =
        new Grid(3)
            .cell("a", REPLACE)
            .cell("f", FROZEN)
            .metric("a", "js-1", Subject.SYNTHETIC, 1, 10, g -> .02 + .003 * (g - 1))
            .metric("f", "js-1", Subject.SYNTHETIC, 1, 10, g -> .02)
            .metric("f", "js-1", Subject.TRAINING, 0, 10, g -> 0)
            .metric("f", "entropy-1", Subject.SYNTHETIC, 1, 10, g -> 9);
    List<OneDraw> rows = OneDraw.of(run.cells(), run.over());
    assertThat(rows).hasSize(1);
    OneDraw js = rows.get(0);
    assertThat(js.cell()).isEqualTo("f");
    assertThat(js.draws().count()).isEqualTo(30);
    assertThat(js.value().orElseThrow()).isCloseTo(.02, within(1e-4));
    assertThat(.02 + .003 * 9).isGreaterThan(js.interval().high().orElseThrow());
  }

  @Test
  void withoutFrozenItIsTheFirstDrawOfTheCell() {
    Grid run =
        new Grid(3)
            .cell("a", REPLACE)
            .metric("a", "retention-1", Subject.SYNTHETIC, 1, 10, g -> .8 - .03 * g)
            .metric("a", "vocabulary-retention", Subject.SYNTHETIC, 1, 10, g -> .8 - .03 * g);
    List<OneDraw> rows = OneDraw.of(run.cells(), run.over());
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).quantity().metric()).isEqualTo("vocabulary-retention");
    assertThat(rows.get(0).draws().count()).isEqualTo(3);
    assertThat(rows.get(0).value().orElseThrow()).isCloseTo(.77, within(1e-3));
  }

  /** scipy.stats.t.interval(.95, 2, 2, numpy.sqrt(1 + 1/3)); shares end at 0 and 1. */
  @Test
  void theIntervalIsThatOfOneMoreDraw() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 3; r++) {
      over.add(new MetricRow("a", r, 1, "kl-2", Subject.SYNTHETIC, "all", 10 + r));
      over.add(new MetricRow("a", r, 1, "tv-2", Subject.SYNTHETIC, "all", .5 + .2 * r));
    }
    List<OneDraw> rows = OneDraw.of(List.of(new CellRow("a", "a", REPLACE)), over);
    assertThat(rows.get(0).interval().low().orElseThrow())
        .isCloseTo(11 - 4.302652729749462 * Math.sqrt(4 / 3.0), within(1e-9));
    assertThat(rows.get(1).interval().high()).hasValue(1);
  }
}
