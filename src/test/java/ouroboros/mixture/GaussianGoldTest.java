package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.model.Covariance;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** Compared with scikit-learn: {@code gold.tsv}, made by {@code gold.py} in the same folder. */
public class GaussianGoldTest {
  private static final int ROUNDS = 25;
  private static final double FLOOR = 1e-6;

  /** A line of {@code gold.tsv}. */
  public record Gold(int seed, int n, int d, int k, Covariance shape, double logLikelihood) {}

  /** All lines. */
  public static List<Gold> gold() throws IOException {
    try (var in = GaussianGoldTest.class.getResourceAsStream("gold.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .map(
              f ->
                  new Gold(
                      Integer.parseInt(f[0]),
                      Integer.parseInt(f[1]),
                      Integer.parseInt(f[2]),
                      Integer.parseInt(f[3]),
                      Covariance.valueOf(f[4].toUpperCase(Locale.ROOT)),
                      Double.parseDouble(f[5])))
          .toList();
    }
  }

  @ParameterizedTest
  @ouroboros.metric.Gold("log-likelihood")
  @MethodSource("gold")
  void reachesTheLogLikelihoodOfScikitLearn(Gold gold) {
    double[] rows = data(gold.seed(), gold.n(), gold.d(), gold.k());
    Blocks<VectorBlock> blocks = blocks(rows, gold.d(), 256);
    GaussianMixture start = start(rows, gold.d(), gold.k());
    GaussianMixture model = GaussianFit.rounds(blocks, start, gold.shape(), FLOOR, ROUNDS).model();
    assertThat(GaussianFit.logLikelihood(blocks, model, gold.shape()))
        .isCloseTo(gold.logLikelihood(), within(1e-6 * Math.abs(gold.logLikelihood())));
  }

  /** Rows of k clusters of different width, [n, d]. */
  public static double[] data(int seed, int n, int d, int k) {
    KeyedStream random = KeyedStream.of(seed, 0, 0, Purpose.TRUTH, 0);
    double[] centres = new double[k * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = 3 * random.nextDouble();
    }
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

  /** Rows in blocks of so many. */
  public static Blocks<VectorBlock> blocks(double[] rows, int d, int size) {
    List<VectorBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows.length; from += size * d) {
      blocks.add(
          VectorBlock.of(
              d, java.util.Arrays.copyOfRange(rows, from, Math.min(rows.length, from + size * d))));
    }
    return Blocks.here(blocks);
  }

  /** Equal weights, the first rows as means, the variance of all numbers everywhere. */
  public static GaussianMixture start(double[] rows, int d, int k) {
    double mean = java.util.Arrays.stream(rows).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(rows).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double[] covariance = LowerMatrix.identity(d);
    for (int a = 0; a < d; a++) {
      covariance[a * d + a] = variance;
    }
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      double[] at = java.util.Arrays.copyOfRange(rows, c * d, (c + 1) * d);
      components.add(GaussianComponent.of(1.0 / k, at, covariance, 0));
    }
    return new GaussianMixture(components);
  }
}
