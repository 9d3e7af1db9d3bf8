package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.feature.Word2Vec;
import org.apache.spark.mllib.feature.Word2VecModel;
import org.apache.spark.mllib.linalg.Vector;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.WordVectors;
import ouroboros.random.Key;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Vocabulary;

/**
 * {@code features: word2vec}: MLlib's skip-gram with hierarchical softmax without changes, on R's
 * sentences in their order, in one partition. MLlib draws its own random numbers from one seed. 5
 * rounds, window 5, learning rate .025; every type of R has a vector.
 *
 * <p>On one kind of machine the bits are the same for any number of cores and partitions. The
 * exception: if {@code spark.default.parallelism} is set, MLlib's order of words with equal counts
 * depends on it.
 *
 * <p>Cost: about 10 tokens x rounds x 15 x d multiplications, on one core.
 *
 * @see <a href="https://arxiv.org/abs/1301.3781">Mikolov et al. 2013, Efficient estimation of word
 *     representations in vector space</a>
 */
public final class MllibWordVectors {
  private static final int ROUNDS = 5;

  private MllibWordVectors() {}

  /**
   * Trains the word vectors.
   *
   * @param documents R's documents, in their order
   * @param types number of R's types
   * @param d numbers per vector
   * @throws IllegalStateException if a vector is not finite
   */
  public static WordVectors fit(
      JavaSparkContext spark, SparkBlocks<DocumentBlock> documents, int types, int d, Key key) {
    int end = Vocabulary.FIRST_WORD + types;
    JavaRDD<List<String>> sentences =
        SparkBlocks.inOnePartition(spark, documents)
            .flatMap(block -> sentences(block, end).iterator());
    Word2VecModel model =
        new Word2Vec()
            .setVectorSize(d)
            .setMinCount(1)
            .setNumIterations(ROUNDS)
            .setNumPartitions(1)
            .setSeed(key.stream(0, Purpose.START, 3).nextLong())
            .fit(sentences);
    double[] vectors = new double[types * d];
    for (int type = 0; type < types; type++) {
      Vector vector = model.transform(String.valueOf(type));
      for (int j = 0; j < d; j++) {
        vectors[type * d + j] = vector.apply(j);
        if (!Double.isFinite(vectors[type * d + j])) {
          throw new IllegalStateException(
              "MLlib's word vectors are not finite; try another features.dimension or tf-idf");
        }
      }
    }
    return new WordVectors(d, vectors);
  }

  /**
   * Sentences with types, written as numbers, for words; words that R does not have are left out.
   */
  private static List<List<String>> sentences(DocumentBlock block, int end) {
    List<List<String>> sentences = new ArrayList<>();
    for (int s = 0; s < block.sentences().length; s++) {
      List<String> words = new ArrayList<>();
      for (int t = block.start(s); t < block.sentences()[s]; t++) {
        int token = block.tokens()[t];
        if (token >= Vocabulary.FIRST_WORD && token < end) {
          words.add(String.valueOf(token - Vocabulary.FIRST_WORD));
        }
      }
      if (!words.isEmpty()) {
        sentences.add(words);
      }
    }
    return sentences;
  }
}
