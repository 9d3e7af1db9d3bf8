package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
  /**
   * statsmodels.stats.multitest.multipletests([.01, .04, .03, .005, .2, .04], method='holm')[1];
   * statsmodels 0.14
   */
  @Test
  void agreesWithStatsmodels() {
    assertThat(Holm.adjusted(new double[] {.01, .04, .03, .005, .2, .04}))
        .containsExactly(new double[] {.05, .12, .12, .03, .2, .12}, Offset.offset(1e-15));
  }

  @Test
  void oneTestIsNotAdjusted() {
    assertThat(Holm.adjusted(new double[] {.3})).containsExactly(.3);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }

  @Test
  void nothingExceedsOne() {
    assertThat(Holm.adjusted(new double[] {.9, .6, 0})).containsExactly(1, 1, 0);
  }
}
