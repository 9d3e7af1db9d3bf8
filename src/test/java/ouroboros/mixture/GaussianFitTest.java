package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.model.Covariance;
import ouroboros.random.Key;

class GaussianFitTest {
  private static final Key KEY = new Key(5, 0);

  @Test
  void oneComponentIsMeanAndCovarianceOfTheRows() {
    double[] rows = {1, 2, 3, 5, 5, 2, 7, 1};
    GaussianMixture start = KMeansStart.of(VectorBlock.of(2, rows), 1, Covariance.FULL, 0, KEY);
    GaussianComponent fitted =
        GaussianFit.fit(Blocks.here(List.of(VectorBlock.of(2, rows))), start, Covariance.FULL, 0)
            .model()
            .components()
            .get(0);
    assertThat(fitted.mean()).containsExactly(new double[] {4, 2.5}, within(1e-12));
    assertThat(fitted.covariance()[0]).isCloseTo(5, within(1e-12));
    assertThat(fitted.covariance()[2]).isCloseTo(-1.5, within(1e-12));
    assertThat(fitted.covariance()[3]).isCloseTo(2.25, within(1e-12));
  }

  @Test
  void anySplitInBlocksOfWholeLanesFitsTheSameModel() {
    double[] rows = GaussianGoldTest.data(2, 900, 8, 4);
    GaussianMixture start = GaussianGoldTest.start(rows, 8, 4);
    var one = GaussianFit.fit(GaussianGoldTest.blocks(rows, 8, 900), start, Covariance.FULL, 1e-6);
    var many = GaussianFit.fit(GaussianGoldTest.blocks(rows, 8, 64), start, Covariance.FULL, 1e-6);
    assertThat(many.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-9));
  }

  @Test
  void aWeightOfTwoIsTheRowTwice() {
    double[] rows = {0, 1, 4, 6};
    VectorBlock heavy = VectorBlock.of(1, rows).chosen(new int[] {2, 1, 0, 3}, 1);
    double[] same = {0, 0, 1, 6, 6, 6};
    GaussianMixture start = KMeansStart.of(VectorBlock.of(1, same), 1, Covariance.FULL, 0, KEY);
    GaussianComponent a = fitted(heavy, start);
    GaussianComponent b = fitted(VectorBlock.of(1, same), start);
    assertThat(a.mean()[0]).isCloseTo(b.mean()[0], within(1e-12));
    assertThat(a.covariance()[0]).isCloseTo(b.covariance()[0], within(1e-12));
  }

  private static GaussianComponent fitted(VectorBlock block, GaussianMixture start) {
    return GaussianFit.rounds(Blocks.here(List.of(block)), start, Covariance.FULL, 0, 3)
        .model()
        .components()
        .get(0);
  }

  @Test
  void aComponentWithoutAUnitDies() {
    double[] wide = LowerMatrix.identity(1);
    GaussianMixture start =
        new GaussianMixture(
            List.of(
                GaussianComponent.of(0.5, new double[] {0}, wide, 0),
                GaussianComponent.of(0.5, new double[] {1000}, wide, 0)));
    VectorBlock rows = VectorBlock.of(1, new double[] {-1, 0, 1});
    var model = GaussianFit.fit(Blocks.here(List.of(rows)), start, Covariance.FULL, 1e-9).model();
    assertThat(model.weights()).containsExactly(1, 0);
    assertThat(model.components().get(1).mean()).containsExactly(1000);
    double[] drawn = model.draw(KEY, 1, 0, 1000).rows();
    assertThat(java.util.Arrays.stream(drawn).max().orElseThrow()).isLessThan(100);
  }

  @Test
  void constantRowsSitOnTheFloor() {
    VectorBlock rows = VectorBlock.of(2, new double[] {3, 3, 3, 3, 3, 3});
    GaussianMixture start = KMeansStart.of(rows, 3, Covariance.FULL, 1e-6, KEY);
    var model = GaussianFit.fit(Blocks.here(List.of(rows)), start, Covariance.FULL, 1e-6).model();
    assertThat(start.weights()).containsExactly(1, 0, 0);
    assertThat(model.onFloor(1e-6)).isEqualTo(1);
  }

  @Test
  void aRowWithNanIsRefused() {
    VectorBlock rows = VectorBlock.of(1, new double[] {0, Double.NaN});
    GaussianMixture start =
        new GaussianMixture(
            List.of(GaussianComponent.of(1, new double[1], LowerMatrix.identity(1), 0)));
    assertThatThrownBy(() -> GaussianFit.fit(Blocks.here(List.of(rows)), start, Covariance.FULL, 0))
        .hasMessageContaining("holds NaN");
  }

  @Test
  void aUnitIsTheSameWhoeverDrawsItWithWhichever() {
    double[] rows = GaussianGoldTest.data(1, 60, 2, 3);
    GaussianMixture model = GaussianGoldTest.start(rows, 2, 3);
    double[] all = model.draw(KEY, 4, 0, 100).rows();
    double[] some = model.draw(KEY, 4, 37, 10).rows();
    assertThat(some).containsExactly(java.util.Arrays.copyOfRange(all, 74, 94));
  }
}
