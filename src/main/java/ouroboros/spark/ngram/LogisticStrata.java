package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.LBFGS;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import ouroboros.metric.sentence.LinearClassifier;
import ouroboros.spark.text.LabelledSentence;
import ouroboros.text.Vocabulary;
import scala.Tuple2;

/**
 * Fits a multinomial logistic regression of the stratum on the word counts of a sentence with
 * MLlib: mean log loss + {@value #PENALTY}/2 times the sum of the squared weights, by L-BFGS. All
 * sentences are one partition, in order, so sums have one order. Strata without sentences take no
 * part.
 */
final class LogisticStrata {
  private static final int CORRECTIONS = 10;
  private static final double PENALTY = 1e-3;
  private static final int ITERATIONS = 30;
  private static final double TOLERANCE = 1e-6;

  private LogisticStrata() {}

  /**
   * Fits.
   *
   * @param sentences in their order
   * @param strata how many there are
   * @param closed one more than the highest id of a word
   */
  static LinearClassifier fit(
      JavaSparkContext spark, List<LabelledSentence> sentences, int strata, int closed) {
    int[] alive =
        sentences.stream().mapToInt(LabelledSentence::stratum).distinct().sorted().toArray();
    int words = closed - Vocabulary.FIRST_WORD;
    double[][] weights = new double[strata][0];
    if (alive.length > 0) {
      weights[alive[0]] = new double[words + 1];
    }
    if (alive.length > 1) {
      List<Tuple2<Object, Vector>> points = new ArrayList<>();
      for (LabelledSentence each : sentences) {
        double label = Arrays.binarySearch(alive, each.stratum());
        points.add(new Tuple2<>(label, features(each.tokens(), words)));
      }
      double[] fitted =
          LBFGS
              .runLBFGS(
                  spark.parallelize(points, 1).rdd(),
                  new LogisticGradient(alive.length),
                  new SquaredL2Updater(),
                  CORRECTIONS,
                  TOLERANCE,
                  ITERATIONS,
                  PENALTY,
                  Vectors.zeros((alive.length - 1) * (words + 1)))
              ._1()
              .toArray();
      // The first of them is the reference, whose weights are 0.
      IntStream.range(1, alive.length)
          .forEach(
              k ->
                  weights[alive[k]] =
                      Arrays.copyOfRange(fitted, (k - 1) * (words + 1), k * (words + 1)));
    }
    return new LinearClassifier(weights, Vocabulary.FIRST_WORD);
  }

  /** How often each word occurs, and 1 for the intercept. */
  private static Vector features(int[] tokens, int words) {
    TreeMap<Integer, Double> counts = new TreeMap<>();
    for (int token : tokens) {
      int word = token - Vocabulary.FIRST_WORD;
      if (word >= 0 && word < words) {
        counts.merge(word, 1.0, Double::sum);
      }
    }
    counts.put(words, 1.0);
    return Vectors.sparse(
        words + 1,
        counts.keySet().stream().mapToInt(i -> i).toArray(),
        counts.values().stream().mapToDouble(x -> x).toArray());
  }
}
