package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.algebra.GaussianComponent;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.GaussianGoldTest;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.KMeansStart;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Covariance;
import ouroboros.random.Key;
import ouroboros.spark.mixture.MllibGaussian;

/** One document far from all others: MLlib fits, or one message says what does. */
@Tag("spark")
class MllibOutlierTest {
  @Test
  void anOutlierIsFittedOrTheWayOutIsSaid() {
    List<String> said = new ArrayList<>();
    try (Session session = Runs.session()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      for (double far : new double[] {30, 1e4, 1e8, 1e12}) {
        for (int d : new int[] {2, 30}) {
          double[] rows = GaussianGoldTest.data(4, 250, d, 3);
          for (int a = 0; a < d; a++) {
            rows[a] = far * (a + 1);
          }
          Blocks<VectorBlock> blocks = GaussianGoldTest.blocks(rows, d, 256);
          GaussianMixture start =
              KMeansStart.of(blocks.first(), 4, Covariance.FULL, 1e-6, new Key(3, 0));
          fitted(spark, blocks, start, said);
        }
      }
      double[] rows = GaussianGoldTest.data(4, 50, 2, 2);
      double[] none = new double[4];
      Arrays.fill(none, Double.NaN);
      GaussianMixture start =
          new GaussianMixture(
              List.of(
                  GaussianComponent.of(0.5, new double[2], new double[] {1, 0, 0, 1}, 0),
                  GaussianComponent.of(0.5, new double[2], none, 0)));
      int before = said.size();
      fitted(spark, GaussianGoldTest.blocks(rows, 2, 256), start, said);
      assertThat(said).hasSize(before + 1);
    }
    assertThat(said)
        .allMatch(message -> message.contains("engine: blocked") && message.lines().count() == 1);
  }

  private static void fitted(
      JavaSparkContext spark,
      Blocks<VectorBlock> blocks,
      GaussianMixture start,
      List<String> said) {
    try {
      GaussianMixture model = MllibGaussian.rounds(spark, blocks, start, 25);
      assertThat(model.weights()).doesNotContain(Double.NaN);
    } catch (IllegalStateException e) {
      said.add(e.getMessage());
    }
  }
}
