package ouroboros.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.mixture.GaussianFit;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Covariance;
import ouroboros.random.Key;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.JobTotals;
import ouroboros.spark.cluster.SparkBlocks;

/** The benchmark of Gaussian mixtures: rounds of expectation maximisation, full covariance. */
public final class MixtureBench {
  private static final int D = 32;
  private static final int COMPONENTS = 16;
  private static final int ROUNDS = 9;
  private static final Key KEY = new Key(42, 0);

  private MixtureBench() {}

  /**
   * Draws rows from a mixture and fits another to them. The first round also draws the rows; its
   * time does not count.
   *
   * @param rows how many rows
   * @return the settings, the seconds of all rounds that count, and their median
   */
  public static Map<String, Object> run(Session session, long rows) {
    GaussianMixture truth = mixture(0);
    List<SparkBlocks.Source<VectorBlock>> sources = new ArrayList<>();
    for (long from = 0; from < rows; from += VectorBlock.ROWS) {
      long first = from;
      int count = (int) Math.min(VectorBlock.ROWS, rows - from);
      sources.add(() -> truth.draw(KEY, 1, first, count));
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    try (JobTotals totals = JobTotals.listen(spark.sc());
        SparkBlocks<VectorBlock> blocks = SparkBlocks.of(spark, sources)) {
      double begun = CycleBench.processSeconds();
      GaussianMixture model = mixture(1);
      double[] seconds = new double[ROUNDS + 1];
      for (int round = 0; round <= ROUNDS; round++) {
        long started = System.nanoTime();
        model = GaussianFit.rounds(blocks, model, Covariance.FULL, 1e-6, 1).model();
        seconds[round] = (System.nanoTime() - started) / 1e9;
      }
      double[] counted = Arrays.copyOfRange(seconds, 1, seconds.length);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("stage", "mixture");
      line.put("rows", rows);
      line.put("dimension", D);
      line.put("components", COMPONENTS);
      line.put("covariance", "full");
      line.put("seconds", Arrays.stream(counted).sum());
      Arrays.sort(counted);
      line.put("secondsPerIteration", counted[ROUNDS / 2]);
      line.put("cpuSeconds", CycleBench.processSeconds() - begun);
      line.put("peakMemoryBytes", CycleBench.peakMemory());
      line.putAll(new TreeMap<>(totals.inTheLast(Arrays.stream(counted).sum()).named()));
      return line;
    }
  }

  /**
   * A mixture of equal weights. Its components have unit covariance; the coordinates of the means
   * are normal with mean 0 and standard deviation 2.
   */
  private static GaussianMixture mixture(int unit) {
    var random = KEY.stream(0, Purpose.START, unit);
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < COMPONENTS; c++) {
      double[] mean = new double[D];
      for (int a = 0; a < D; a++) {
        mean[a] = 2 * Normal.sample(random);
      }
      components.add(GaussianComponent.of(1.0 / COMPONENTS, mean, LowerMatrix.identity(D), 0));
    }
    return new GaussianMixture(components);
  }
}
