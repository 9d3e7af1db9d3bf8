package ouroboros.algebra;

/**
 * Matrices with many rows and few columns, [rows, k], row-major. Plain loops over the rows in
 * order.
 */
public final class TallMatrix {
  private static final double NOTHING = 1e-12;

  private TallMatrix() {}

  /**
   * Makes the columns orthonormal, in their order (Gram-Schmidt, applied twice). A column that
   * depends linearly on the columns before it becomes 0. Cost: 2 k^2 multiplications per row.
   */
  public static void orthonormalise(double[] q, int k) {
    for (int j = 0; j < k; j++) {
      double before = norm(q, k, j);
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < j; i++) {
          double dot = dot(q, k, i, j);
          for (int at = 0; at < q.length; at += k) {
            q[at + j] -= dot * q[at + i];
          }
        }
      }
      double norm = norm(q, k, j);
      double scale = norm > NOTHING * before ? 1 / norm : 0;
      for (int at = 0; at < q.length; at += k) {
        q[at + j] *= scale;
      }
    }
  }

  private static double norm(double[] q, int k, int j) {
    return Math.sqrt(dot(q, k, j, j));
  }

  private static double dot(double[] q, int k, int i, int j) {
    double sum = 0;
    for (int at = 0; at < q.length; at += k) {
      sum += q[at + i] * q[at + j];
    }
    return sum;
  }

  /** The product A' B, [k, k], made symmetric. */
  public static double[] product(double[] a, double[] b, int k) {
    double[] product = new double[k * k];
    for (int at = 0; at < a.length; at += k) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          product[i * k + j] += a[at + i] * b[at + j];
        }
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (product[i * k + j] + product[j * k + i]) / 2;
        product[i * k + j] = mean;
        product[j * k + i] = mean;
      }
    }
    return product;
  }
}
