package ouroboros.algebra;

/**
 * Small dense matrices, row-major, [d, d]. Only the lower triangle is read. Plain loops in a fixed
 * order, so every machine gives the same bits.
 */
public final class LowerMatrix {
  /** A direction whose pivot is below this share of the largest diagonal entry has no spread. */
  private static final double SINGULAR = 1e-14;

  private LowerMatrix() {}

  /** The identity matrix. */
  public static double[] identity(int d) {
    double[] one = new double[d * d];
    for (int a = 0; a < d; a++) {
      one[a * d + a] = 1;
    }
    return one;
  }

  /** Sum of the diagonal. */
  public static double trace(double[] matrix, int d) {
    double sum = 0;
    for (int a = 0; a < d; a++) {
      sum += matrix[a * d + a];
    }
    return sum;
  }

  /**
   * Writes the Cholesky factor L of {@code factor} x matrix: L L' = factor x matrix, zeros above
   * the diagonal. A direction without spread gives a column of zeros. Cost: d^3/3 multiplications.
   */
  public static void cholesky(double[] matrix, int d, double factor, double[] into) {
    double largest = 0;
    for (int a = 0; a < d; a++) {
      largest = Math.max(largest, matrix[a * d + a] * factor);
    }
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = matrix[a * d + b] * factor;
        for (int c = 0; c < b; c++) {
          sum -= into[a * d + c] * into[b * d + c];
        }
        if (a == b) {
          into[a * d + a] = sum > SINGULAR * largest ? Math.sqrt(sum) : 0;
        } else {
          double pivot = into[b * d + b];
          into[a * d + b] = pivot > 0 ? sum / pivot : 0;
          into[b * d + a] = 0;
        }
      }
    }
  }

  /** Writes L x for a lower triangular L. */
  public static void times(double[] lower, double[] x, int xAt, double[] into, int d) {
    for (int a = 0; a < d; a++) {
      double sum = 0;
      for (int b = 0; b <= a; b++) {
        sum += lower[a * d + b] * x[xAt + b];
      }
      into[a] = sum;
    }
  }

  /**
   * Adds the lower triangle of {@code scale} x F M F' to {@code into}. M is symmetric; only its
   * lower triangle is read.
   */
  public static void addSandwich(
      double[] lower, double[] middle, int d, double scale, double[] into) {
    double[] left = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int c = 0; c <= a; c++) {
        double f = lower[a * d + c];
        for (int b = 0; b < d; b++) {
          left[a * d + b] += f * (b <= c ? middle[c * d + b] : middle[b * d + c]);
        }
      }
    }
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int c = 0; c <= b; c++) {
          sum += left[a * d + c] * lower[b * d + c];
        }
        into[a * d + b] += scale * sum;
      }
    }
  }

  /** Writes the x that solves L L' x = right. A direction without spread gets 0. */
  public static void solve(double[] lower, int d, double[] right, double[] x) {
    for (int a = 0; a < d; a++) {
      double sum = right[a];
      for (int b = 0; b < a; b++) {
        sum -= lower[a * d + b] * x[b];
      }
      double pivot = lower[a * d + a];
      x[a] = pivot > 0 ? sum / pivot : 0;
    }
    for (int a = d - 1; a >= 0; a--) {
      double sum = x[a];
      for (int b = a + 1; b < d; b++) {
        sum -= lower[b * d + a] * x[b];
      }
      double pivot = lower[a * d + a];
      x[a] = pivot > 0 ? sum / pivot : 0;
    }
  }

  /**
   * Writes the inverse of a lower triangular matrix, with zeros above the diagonal.
   *
   * <p>A zero pivot gives infinities. Cost: d^3/6 multiplications.
   */
  public static void invert(double[] lower, int d, double[] into) {
    for (int b = 0; b < d; b++) {
      for (int a = 0; a < d; a++) {
        double sum = a == b ? 1 : 0;
        for (int c = b; c < a; c++) {
          sum -= lower[a * d + c] * into[c * d + b];
        }
        into[a * d + b] = a < b ? 0 : sum / lower[a * d + a];
      }
    }
  }
}
