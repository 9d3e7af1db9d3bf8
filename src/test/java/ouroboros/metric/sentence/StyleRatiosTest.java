package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class StyleRatiosTest {
  private static final long[][] COUNTS = {{1, 0, 0, 5, 1, 0}, {0, 0, 0, 1, 6, 2}};
  private static final int[][] SENTENCES = {{3, 3, 4}, {4, 4}, {5, 3}, {3}, {4, 5, 5}, {99}};

  /**
   * lr = lambda w: log2((a[w] + .5)/(7 + 2)) - log2((b[w] + .5)/(9 + 2)); x = [mean(map(lr, s)) for
   * s in S], 99 is word 0; numpy: x.std(), quantile(x, [.01, .99], method='inverted_cdf'). Styles
   * are rounded to 2^-10 bits.
   */
  @Test
  @Gold({"style-sd", "style-tail-low", "style-tail-high"})
  void isTheSpreadOfNumpy() {
    StyleRatios.Spread spread = spreads(StyleModel.of(COUNTS, 4)).get(0);
    assertThat(spread.pair()).isEqualTo(new StyleModel.Pair(0, 1));
    assertThat(spread.sd()).isCloseTo(1.6261566632655193, within(1e-3));
    assertThat(spread.low()).isCloseTo(-1.9636045185365685, within(5e-4));
    assertThat(spread.high()).isCloseTo(2.1639757351111264, within(5e-4));
  }

  @Test
  void theFourLargestStrataAreComparedInPairs() {
    StyleModel model = StyleModel.of(new long[][] {{9}, {1}, {0}, {8}, {7}, {6}}, 1);
    assertThat(model.pairs())
        .containsExactly(
            new StyleModel.Pair(0, 3),
            new StyleModel.Pair(0, 4),
            new StyleModel.Pair(0, 5),
            new StyleModel.Pair(3, 4),
            new StyleModel.Pair(3, 5),
            new StyleModel.Pair(4, 5));
    assertThat(spreads(model)).extracting(StyleRatios.Spread::pair).isEqualTo(model.pairs());
    assertThat(StyleModel.of(new long[][] {{9}, {0}}, 1).pairs()).isEmpty();
  }

  private static List<StyleRatios.Spread> spreads(StyleModel model) {
    StyleRatios ratios = new StyleRatios(model);
    for (int[] sentence : SENTENCES) {
      ratios.accept(0, sentence, 0, sentence.length);
    }
    ratios.accept(0, new int[0], 0, 0);
    List<StyleRatios.Spread> all = new java.util.ArrayList<>();
    StyleRatios.spreads(ratios.counts(), model.strata()).forEach(all::add);
    return all;
  }
}
