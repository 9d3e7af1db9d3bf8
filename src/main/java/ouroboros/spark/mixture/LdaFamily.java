package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.LDA;
import org.apache.spark.mllib.clustering.LDAModel;
import org.apache.spark.mllib.clustering.OnlineLDAOptimizer;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.TopicBound;
import ouroboros.mixture.TopicMixture;
import ouroboros.mixture.WordTable;
import ouroboros.random.Key;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.SparkBlocks;
import scala.Tuple2;

/**
 * {@code lda}: topics by MLlib's online variational Bayes, on one partition in the order of the
 * documents. MLlib draws its own random numbers from one seed. Every fit starts from random topics,
 * because MLlib accepts no earlier model.
 *
 * <p>A document of weight w is given ceil(w) times, with its counts multiplied by w / ceil(w). A
 * document without a word is left out.
 *
 * @param types number of words of R
 * @param length mean number of words in a document of R
 * @see <a href="https://papers.nips.cc/paper/3902">Hoffman, Blei and Bach 2010, Online learning for
 *     latent Dirichlet allocation</a>
 */
record LdaFamily(JavaSparkContext spark, FamilySpec.Lda spec, int types, double length)
    implements BagFamily<TopicMixture> {
  private static final double BATCH = 256;

  /**
   * With MLlib's default of 1024 the learning rate is so low that a short fit stays near its random
   * start.
   */
  private static final double TAU = 1;

  @Override
  public BlockEstimator.Fitted<TopicMixture> fit(
      Blocks<BagBlock> training, @Nullable TopicMixture before, Key key) {
    int words = types;
    JavaPairRDD<Long, Vector> documents =
        JavaPairRDD.fromJavaRDD(
                SparkBlocks.inOnePartition(spark, training)
                    .flatMap(bags -> vectors(bags, words).iterator())
                    .zipWithIndex()
                    .map(numbered -> new Tuple2<>(numbered._2(), numbered._1())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    long count = documents.count();
    OnlineLDAOptimizer optimizer =
        new OnlineLDAOptimizer()
            .setTau0(TAU)
            .setMiniBatchFraction(Math.min(1, BATCH / Math.max(1, count)))
            .setOptimizeDocConcentration(true);
    LDAModel fitted =
        new LDA()
            .setK(spec.topics())
            .setMaxIterations(spec.rounds())
            .setSeed(key.stream(0, Purpose.START, 2).nextLong())
            .setOptimizer(optimizer)
            .run(documents);
    documents.unpersist(false);
    double[] concentrations = fitted.docConcentration().toArray();
    TopicMixture model = new TopicMixture(concentrations, words(fitted.topicsMatrix()), length);
    return new BlockEstimator.Fitted<>(model, new TreeMap<>());
  }

  private static List<Vector> vectors(BagBlock bags, int types) {
    List<Vector> rows = new ArrayList<>();
    for (int i = 0; i < bags.size(); i++) {
      int from = bags.start(i);
      int n = bags.ends()[i] - from;
      double weight = bags.weights()[i];
      double times = Math.ceil(weight);
      if (n == 0) {
        continue;
      }
      int[] words = new int[n];
      double[] counts = new double[n];
      for (int t = 0; t < n; t++) {
        words[t] = bags.types()[from + t];
        counts[t] = bags.counts()[from + t] * (weight / times);
      }
      Vector row = Vectors.sparse(types, words, counts);
      for (int copy = 0; copy < times; copy++) {
        rows.add(row);
      }
    }
    return rows;
  }

  private WordTable words(Matrix topics) {
    double[] shares = new double[spec.topics() * types];
    for (int k = 0; k < spec.topics(); k++) {
      double sum = 0;
      for (int w = 0; w < types; w++) {
        sum += topics.apply(w, k);
      }
      for (int w = 0; w < types; w++) {
        shares[k * types + w] = topics.apply(w, k) / sum;
      }
    }
    return new WordTable(types, shares);
  }

  /** A lower bound on the mean log probability of a document, in nats. */
  @Override
  public double logLikelihood(Blocks<BagBlock> documents, TopicMixture model) {
    return TopicBound.mean(documents, model);
  }

  @Override
  public TopicMixture read(DataInputStream in) throws IOException {
    return TopicMixture.read(in);
  }
}
