package ouroboros.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;

class AlarmControlsTest {
  private static Map<String, Cell> cells(String policies) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    SpecFile.parse(
            "x.yaml",
            """
            name: x
            seed: 1
            corpus: {source: bundled:strata}
            family: {kind: ngram, order: 1}
            generations: 5
            sweep:
              policy: [%s]
              size: [100, 200]
            """
                .formatted(policies),
            List.of())
        .cells()
        .forEach(cell -> cells.put(cell.name(), cell));
    return cells;
  }

  @Test
  void sIsComparedWithFrozenOfTheSameSize() {
    Map<String, Cell> cells =
        cells("{kind: replace}, {kind: accumulate}, {kind: bootstrap}, {kind: frozen}");
    assertThat(AlarmControls.of("policy=replace;size=200", cells, 5, false))
        .contains("policy=frozen;size=200");
    assertThat(AlarmControls.of("policy=accumulate;size=100", cells, 5, false))
        .contains("policy=frozen;size=100");
    assertThat(AlarmControls.of("policy=replace;size=200", cells, 5, true)).isEmpty();
    assertThat(AlarmControls.of("policy=frozen;size=200", cells, 5, false)).isEmpty();
  }

  /** Each S_g of bootstrap is drawn from another model. */
  @Test
  void bootstrapIsNoControl() {
    Map<String, Cell> cells = cells("{kind: replace}, {kind: bootstrap}");
    assertThat(AlarmControls.of("policy=replace;size=200", cells, 5, false)).isEmpty();
  }

  @Test
  void tIsComparedWithItsPolicyWithoutFeedbackIfItsRecipeStaysTheSame() {
    Map<String, Cell> cells =
        cells(
            "{kind: replace}, {kind: replace, feedback: false}, {kind: accumulate},"
                + " {kind: accumulate, feedback: false}");
    String fed = "policy=replace;size=100";
    String control = AlarmControls.of(fed, cells, 5, true).orElseThrow();
    assertThat(cells.get(control).policy().hasFeedback()).isFalse();
    assertThat(cells.get(control).policy().rule()).isEqualTo(cells.get(fed).policy());
    assertThat(cells.get(control).size()).isEqualTo(cells.get(fed).size());
    assertThat(AlarmControls.of("policy=accumulate;size=100", cells, 5, true)).isEmpty();
    assertThat(AlarmControls.of("policy=accumulate;size=100", cells, 5, false)).isPresent();
  }
}
