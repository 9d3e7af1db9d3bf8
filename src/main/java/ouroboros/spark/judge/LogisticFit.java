package ouroboros.spark.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.LBFGS;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import ouroboros.safeguard.judge.GramHashes;
import scala.Tuple2;

/**
 * Fits a logistic regression on hashed n-grams with MLlib: label 1 for people, 0 for machines; L2
 * penalty {@value #PENALTY}, by L-BFGS. All sentences are one partition, in order, so sums have one
 * order.
 */
final class LogisticFit {
  private static final int INTERCEPT = GramHashes.BUCKETS;
  private static final int CORRECTIONS = 10;
  private static final double PENALTY = 1e-3;
  private static final int ITERATIONS = 30;
  private static final double TOLERANCE = 1e-6;

  private final JavaSparkContext spark;

  LogisticFit(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * A fitted regression.
   *
   * @param weights [buckets + 1] the last one is the intercept
   */
  record Fitted(Broadcast<double[]> weights, double intercept) implements java.io.Serializable {}

  /**
   * Fits.
   *
   * @param people [sentences] the hashed n-grams of each, sorted
   * @param machines the same
   */
  Fitted fit(List<int[]> people, List<int[]> machines) {
    List<Tuple2<Object, Vector>> points = new ArrayList<>();
    people.forEach(grams -> points.add(new Tuple2<>(1.0, features(grams))));
    machines.forEach(grams -> points.add(new Tuple2<>(0.0, features(grams))));
    double[] weights =
        LBFGS
            .runLBFGS(
                spark.parallelize(points, 1).rdd(),
                new LogisticGradient(2),
                new SquaredL2Updater(),
                CORRECTIONS,
                TOLERANCE,
                ITERATIONS,
                PENALTY,
                Vectors.zeros(INTERCEPT + 1))
            ._1()
            .toArray();
    return new Fitted(spark.broadcast(weights), weights[INTERCEPT]);
  }

  /** How often each number occurs, and 1 for the intercept. */
  private static Vector features(int[] grams) {
    int[] buckets = new int[grams.length + 1];
    double[] counts = new double[grams.length + 1];
    int size = 0;
    for (int gram : grams) {
      if (size > 0 && buckets[size - 1] == gram) {
        counts[size - 1]++;
      } else {
        buckets[size] = gram;
        counts[size++] = 1;
      }
    }
    buckets[size] = INTERCEPT;
    counts[size++] = 1;
    return Vectors.sparse(INTERCEPT + 1, Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }
}
