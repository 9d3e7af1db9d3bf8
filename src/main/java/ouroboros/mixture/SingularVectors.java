package ouroboros.mixture;

import java.io.Serializable;
import ouroboros.algebra.SymmetricEigenvectors;
import ouroboros.algebra.TallMatrix;
import ouroboros.random.Key;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/**
 * The leading right singular vectors of A, the matrix of tf-idf weights [documents, types], by
 * subspace iteration: {@code Q <- orthonormal(A' A Q)}, 24 rounds that start from keyed normal
 * numbers, then the eigenvectors of Q' A' A Q. The entry of each vector with the largest absolute
 * value is positive.
 *
 * <p>Cost: 48 (d + 8) multiplications per nonzero entry of A. Sums run over documents in the order
 * of their numbers.
 *
 * @param d how many vectors: at most the number that was asked for, at least one, and only those
 *     whose eigenvalue of A' A is above 1e-12 of the largest
 * @param vectors [types, d]
 * @see <a href="https://doi.org/10.1137/090771806">Halko, Martinsson and Tropp 2011, Finding
 *     structure with randomness</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record SingularVectors(int d, double[] vectors) implements Serializable {
  private static final int MORE = 8;
  private static final int ROUNDS = 24;
  private static final double NOTHING = 1e-12;

  /** Computes the vectors of documents. */
  public static SingularVectors fit(Blocks<BagBlock> documents, TfIdf weights, int d, Key key) {
    int types = weights.idf().length;
    int wide = Math.min(types, d + MORE);
    double[] q = new double[types * wide];
    var random = key.stream(0, Purpose.START, 1);
    for (int i = 0; i < q.length; i++) {
      q[i] = Normal.sample(random);
    }
    TallMatrix.orthonormalise(q, wide);
    for (int round = 0; round < ROUNDS; round++) {
      q = squared(documents, weights, q, wide);
      TallMatrix.orthonormalise(q, wide);
    }
    double[] image = squared(documents, weights, q, wide);
    double[] small = TallMatrix.product(q, image, wide);
    SymmetricEigenvectors eigen = SymmetricEigenvectors.of(small, wide);
    return turned(q, eigen, types, wide, d);
  }

  /** The product A' A Q. */
  private static double[] squared(Blocks<BagBlock> documents, TfIdf weights, double[] q, int wide) {
    double[] sum = new double[q.length];
    for (double[] block : documents.map(bags -> squared(bags, weights, q, wide))) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += block[i];
      }
    }
    return sum;
  }

  private static double[] squared(BagBlock bags, TfIdf weights, double[] q, int wide) {
    double[] into = new double[q.length];
    double[] x = weights.weights(bags);
    double[] row = new double[wide];
    for (int i = 0; i < bags.size(); i++) {
      project(bags, i, x, q, wide, row);
      for (int t = bags.start(i); t < bags.ends()[i]; t++) {
        int at = bags.types()[t] * wide;
        for (int j = 0; j < wide; j++) {
          into[at + j] += x[t] * row[j];
        }
      }
    }
    return into;
  }

  private static void project(
      BagBlock bags, int document, double[] x, double[] q, int wide, double[] row) {
    java.util.Arrays.fill(row, 0);
    for (int t = bags.start(document); t < bags.ends()[document]; t++) {
      int at = bags.types()[t] * wide;
      for (int j = 0; j < wide; j++) {
        row[j] += x[t] * q[at + j];
      }
    }
  }

  private static SingularVectors turned(
      double[] q, SymmetricEigenvectors eigen, int types, int wide, int d) {
    double largest = Math.max(0, eigen.values()[0]);
    int rank = 1;
    while (rank < Math.min(d, wide) && eigen.values()[rank] > NOTHING * largest) {
      rank++;
    }
    double[] vectors = new double[types * rank];
    for (int column = 0; column < rank; column++) {
      double peak = 0;
      for (int w = 0; w < types; w++) {
        double sum = 0;
        for (int j = 0; j < wide; j++) {
          sum += q[w * wide + j] * eigen.vectors()[j * wide + column];
        }
        vectors[w * rank + column] = sum;
        peak = Math.abs(sum) > Math.abs(peak) ? sum : peak;
      }
      for (int w = 0; w < types && peak < 0; w++) {
        vectors[w * rank + column] = -vectors[w * rank + column];
      }
    }
    return new SingularVectors(rank, vectors);
  }

  /** The rows A V: d numbers per document. */
  public VectorBlock rows(BagBlock bags, TfIdf weights) {
    double[] rows = new double[bags.size() * d];
    double[] x = weights.weights(bags);
    double[] row = new double[d];
    for (int i = 0; i < bags.size(); i++) {
      project(bags, i, x, vectors, d, row);
      System.arraycopy(row, 0, rows, i * d, d);
    }
    return VectorBlock.of(d, rows);
  }
}
