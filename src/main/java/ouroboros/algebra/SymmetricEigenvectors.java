package ouroboros.algebra;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi rotations, in a fixed order
 * (row by row).
 *
 * <p>Cost: about 8 sweeps of 4 d^3 multiplications. {@link SymmetricEigenvalues} is faster where no
 * vectors are needed; its Javadoc says why both exist.
 *
 * @param values [d] in descending order
 * @param vectors [d, d]; column i is the eigenvector of value i
 * @see <a href="https://doi.org/10.1007/978-3-642-86940-2">Wilkinson and Reinsch 1971, Handbook for
 *     Automatic Computation II, contribution II/1</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record SymmetricEigenvectors(double[] values, double[] vectors) {
  private static final int MOST_SWEEPS = 50;

  public static SymmetricEigenvectors of(double[] matrix, int d) {
    double[] a = matrix.clone();
    double[] v = new double[d * d];
    for (int i = 0; i < d; i++) {
      v[i * d + i] = 1;
    }
    boolean turned = true;
    for (int sweep = 0; sweep < MOST_SWEEPS && turned; sweep++) {
      turned = false;
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          turned |= rotate(a, v, d, p, q);
        }
      }
    }
    return sorted(a, v, d);
  }

  /** Makes a_pq zero. Returns false where it is too small to matter. */
  private static boolean rotate(double[] a, double[] v, int d, int p, int q) {
    double apq = a[p * d + q];
    double scale = Math.abs(a[p * d + p]) + Math.abs(a[q * d + q]);
    if (scale + Math.abs(apq) == scale) {
      return false;
    }
    double theta = (a[q * d + q] - a[p * d + p]) / (2 * apq);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int i = 0; i < d; i++) {
      turn(a, i * d + p, i * d + q, c, s);
    }
    for (int i = 0; i < d; i++) {
      turn(a, p * d + i, q * d + i, c, s);
      turn(v, i * d + p, i * d + q, c, s);
    }
    return true;
  }

  private static void turn(double[] x, int one, int other, double c, double s) {
    double first = x[one];
    double second = x[other];
    x[one] = c * first - s * second;
    x[other] = s * first + c * second;
  }

  private static SymmetricEigenvectors sorted(double[] a, double[] v, int d) {
    Integer[] order = new Integer[d];
    for (int i = 0; i < d; i++) {
      order[i] = i;
    }
    java.util.Arrays.sort(order, (i, j) -> Double.compare(a[j * d + j], a[i * d + i]));
    double[] values = new double[d];
    double[] vectors = new double[d * d];
    for (int i = 0; i < d; i++) {
      values[i] = a[order[i] * d + order[i]];
      for (int r = 0; r < d; r++) {
        vectors[r * d + i] = v[r * d + order[i]];
      }
    }
    return new SymmetricEigenvectors(values, vectors);
  }
}
