package ouroboros.metric.sentence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/**
 * Clusters of sentences, fitted once on a sample of R. Each word has a vector of 64 random signs; a
 * sentence is the sum of its words' vectors, each weighted by log((N + 1)/(count in R + 1)), scaled
 * to length 1. At most 32 centres are found by k-means (k-means++ with a keyed stream, then twenty
 * rounds of Lloyd). All runs on one thread with sums in the order of the sample, so the bits are
 * the same everywhere.
 *
 * <p>Cost: 64 operations per token, and 2,048 per sentence and round.
 *
 * @see <a href="https://doi.org/10.1016/S0022-0000(03)00025-4">Achlioptas (2003), random signs keep
 *     distances</a>
 */
public final class SentenceClusters {
  private static final int SIGNS = 64;
  private static final int MOST = 32;
  private static final int EACH = 10;
  private static final int ROUNDS = 20;

  private final IntToLongFunction realCounts;
  private final long tokens;
  private final List<double[]> centres = new ArrayList<>();
  private final long[] real;

  private SentenceClusters(
      List<int[]> sample, IntToLongFunction realCounts, long tokens, long seed) {
    this.realCounts = realCounts;
    this.tokens = tokens;
    List<double[]> vectors = sample.stream().map(this::vector).toList();
    start(vectors, new Key(seed, 0).stream(0, Purpose.MEASURE, 1));
    for (int round = 0; round < ROUNDS; round++) {
      move(vectors);
    }
    real = histogram(sample);
  }

  /**
   * Fits the clusters.
   *
   * @param sample sentences of R, at least one
   * @param realCounts how often a word occurs in R
   * @param tokens number of tokens of R
   */
  public static SentenceClusters of(
      List<int[]> sample, IntToLongFunction realCounts, long tokens, long seed) {
    return new SentenceClusters(sample, realCounts, tokens, seed);
  }

  /**
   * [centres] how many of the sentences are nearest to each centre; of equally near centres the
   * first counts.
   */
  long[] histogram(List<int[]> sentences) {
    long[] counts = new long[centres.size()];
    for (int[] sentence : sentences) {
      counts[nearest(vector(sentence))]++;
    }
    return counts;
  }

  /** The area under the divergence frontier between R's sample and these sentences. */
  public double frontier(List<int[]> sentences) {
    return DivergenceFrontier.area(real, histogram(sentences));
  }

  private double[] vector(int[] sentence) {
    double[] vector = new double[SIGNS];
    for (int token : sentence) {
      if (token >= Vocabulary.FIRST_WORD) {
        double weight = StrictMath.log((double) (tokens + 1) / (realCounts.applyAsLong(token) + 1));
        long signs = signs(token);
        for (int d = 0; d < SIGNS; d++) {
          vector[d] += (signs >>> d & 1) == 0 ? weight : -weight;
        }
      }
    }
    double square = 0;
    for (double x : vector) {
      square += x * x;
    }
    double length = Math.sqrt(square);
    for (int d = 0; d < SIGNS && length > 0; d++) {
      vector[d] /= length;
    }
    return vector;
  }

  /** The finalizer of MurmurHash3. */
  private static long signs(long token) {
    long x = token * 0x9E3779B97F4A7C15L;
    x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
    x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
    return x ^ x >>> 33;
  }

  /**
   * k-means++: each next centre is one of the vectors, chosen with a probability proportional to
   * its squared distance to the nearest centre so far.
   */
  private void start(List<double[]> vectors, KeyedStream random) {
    int wanted = Math.max(1, Math.min(MOST, vectors.size() / EACH));
    double[] square = new double[vectors.size()];
    Arrays.fill(square, 1);
    while (centres.size() < wanted) {
      double place = (random.nextLong() >>> 11) * 0x1p-53 * Arrays.stream(square).sum();
      int chosen = 0;
      for (double below = square[0]; chosen < square.length - 1 && below <= place; ) {
        below += square[++chosen];
      }
      double[] centre = vectors.get(chosen).clone();
      for (int i = 0; i < square.length; i++) {
        double distance = distance(vectors.get(i), centre);
        square[i] = centres.isEmpty() ? distance : Math.min(square[i], distance);
      }
      centres.add(centre);
    }
  }

  /**
   * Each centre becomes the mean of the vectors that are nearest to it; a centre without such
   * vectors stays where it is.
   */
  private void move(List<double[]> vectors) {
    int[] nearest = vectors.stream().mapToInt(this::nearest).toArray();
    for (int c = 0; c < centres.size(); c++) {
      int centre = c;
      int[] members =
          IntStream.range(0, nearest.length).filter(i -> nearest[i] == centre).toArray();
      double[] mean = new double[SIGNS];
      for (int i : members) {
        for (int d = 0; d < SIGNS; d++) {
          mean[d] += vectors.get(i)[d] / members.length;
        }
      }
      if (members.length > 0) {
        centres.set(c, mean);
      }
    }
  }

  private int nearest(double[] vector) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centres.size(); c++) {
      double distance = distance(vector, centres.get(c));
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < SIGNS; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }
}
