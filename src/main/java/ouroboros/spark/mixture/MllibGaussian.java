package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.Matrices;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;
import org.apache.spark.storage.StorageLevel;
import ouroboros.algebra.GaussianComponent;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.spark.cluster.SparkBlocks;

/**
 * {@code engine: mllib}: MLlib's expectation maximisation without changes, from this program's
 * start, on one partition in the order of the rows. A row of weight w is given w times, rounded up.
 *
 * <p>MLlib has no floor of covariances. It adds 2^-52 to every density, which is no longer
 * negligible from about 30 dimensions on. A component with a weight of less than one row after the
 * fit is dead, as with this program's own engine.
 */
public final class MllibGaussian {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_ROUNDS = 200;
  private static final String BREEZE = "breeze.linalg";
  private static final String SINGULAR = "no non-zero singular values";

  private static final String NO_COVARIANCE =
      "engine: mllib cannot fit this: in MLlib, a component without any document has no"
          + " covariance, which one document far from all others is enough for;"
          + " engine: blocked fits the same model, or use fewer components";

  private MllibGaussian() {}

  /**
   * Fits until the mean log likelihood changes by less than 1e-6 nats, for at most 200 rounds.
   *
   * @param floor added to every variance of MLlib's result
   */
  static GaussianMixture fit(
      JavaSparkContext spark, Blocks<VectorBlock> rows, GaussianMixture start, double floor) {
    return fit(spark, rows, start, floor, MOST_ROUNDS, TOLERANCE);
  }

  /** Fits for this number of rounds, or fewer if a round changes nothing. */
  public static GaussianMixture rounds(
      JavaSparkContext spark, Blocks<VectorBlock> rows, GaussianMixture start, int rounds) {
    return fit(spark, rows, start, 0, rounds, 0);
  }

  private static GaussianMixture fit(
      JavaSparkContext spark,
      Blocks<VectorBlock> rows,
      GaussianMixture start,
      double floor,
      int most,
      double tolerance) {
    JavaRDD<Vector> data =
        SparkBlocks.inOnePartition(spark, rows)
            .flatMap(block -> vectors(block).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long n = data.count();
      GaussianMixtureModel fitted =
          new org.apache.spark.mllib.clustering.GaussianMixture()
              .setK(start.components().size())
              .setInitialModel(theirs(start))
              .setMaxIterations(most)
              .setConvergenceTol(tolerance * n)
              .run(data);
      return ours(fitted, start, n, floor);
    } catch (Exception e) {
      // Scala throws checked exceptions that no signature names.
      if (isOfLinearAlgebra(e)) {
        throw new IllegalStateException(NO_COVARIANCE, e);
      }
      throw e;
    } finally {
      data.unpersist(false);
    }
  }

  /** Whether MLlib's linear algebra failed, here or in a task. */
  private static boolean isOfLinearAlgebra(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      if (e.getClass().getName().startsWith(BREEZE)
          || message.contains(BREEZE)
          || message.contains(SINGULAR)) {
        return true;
      }
    }
    return false;
  }

  private static List<Vector> vectors(VectorBlock block) {
    List<Vector> vectors = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      double[] row = new double[block.d()];
      System.arraycopy(block.rows(), i * block.d(), row, 0, block.d());
      Vector vector = Vectors.dense(row);
      for (int copy = 0; copy < block.weights()[i]; copy++) {
        vectors.add(vector);
      }
    }
    return vectors;
  }

  private static GaussianMixtureModel theirs(GaussianMixture model) {
    int d = model.dimension();
    return new GaussianMixtureModel(
        model.weights(),
        model.components().stream()
            .map(
                component ->
                    new MultivariateGaussian(
                        Vectors.dense(component.mean()),
                        Matrices.dense(d, d, whole(component.covariance(), d))))
            .toArray(MultivariateGaussian[]::new));
  }

  /** [d x d] The symmetric matrix with this lower half. */
  private static double[] whole(double[] lower, int d) {
    double[] whole = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        whole[a * d + b] = lower[a * d + b];
        whole[b * d + a] = lower[a * d + b];
      }
    }
    return whole;
  }

  private static GaussianMixture ours(
      GaussianMixtureModel fitted, GaussianMixture start, long n, double floor) {
    double living = 0;
    for (double weight : fitted.weights()) {
      living += weight * n < 1 ? 0 : weight;
    }
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < fitted.k(); c++) {
      double weight = fitted.weights()[c];
      GaussianComponent before = start.components().get(c);
      components.add(
          weight * n < 1
              ? GaussianComponent.of(0, before.mean(), before.covariance(), 0)
              : GaussianComponent.of(
                  weight / living,
                  fitted.gaussians()[c].mu().toArray(),
                  fitted.gaussians()[c].sigma().toArray(),
                  floor));
    }
    return new GaussianMixture(components);
  }
}
