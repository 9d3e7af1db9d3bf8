package ouroboros.mixture;

import java.util.Arrays;

/**
 * The inner loops of a Gaussian mixture, over {@link #LANES} rows at once. A row is a lane, and the
 * rows are stored by columns: coordinate a of lane p is {@code x[a * LANES + p]}. The number of
 * coordinates is padded with zeros to a multiple of {@link #STEP}. Lanes are computed
 * independently, and sums over lanes run in the order of the lanes, so every machine gives the bits
 * of the plain formulas. The loops have a form that the compiler turns into vector instructions.
 */
final class GaussianBlockKernels {
  static final int LANES = 64;
  static final int STEP = 8;

  private GaussianBlockKernels() {}

  /** d, rounded up to a multiple of {@link #STEP}. */
  static int padded(int d) {
    return (d + STEP - 1) / STEP * STEP;
  }

  /** Writes x - mean for every lane. */
  static void centre(double[] x, double[] mean, double[] into) {
    for (int a = 0; a < mean.length; a++) {
      double m = mean[a];
      int at = a * LANES;
      for (int p = 0; p < LANES; p++) {
        into[at + p] = x[at + p] - m;
      }
    }
  }

  /** Writes x, every lane multiplied by its factor. */
  static void scale(double[] x, double[] factors, int d, double[] into) {
    for (int a = 0; a < d; a++) {
      int at = a * LANES;
      for (int p = 0; p < LANES; p++) {
        into[at + p] = x[at + p] * factors[p];
      }
    }
  }

  /**
   * Writes ||F x||^2 for every lane. F is [padded, padded], lower triangular, zeros above the
   * diagonal. Takes two rows and eight columns of F at a time.
   */
  static void squares(double[] x, double[] f, int padded, double[] y, double[] z, double[] into) {
    Arrays.fill(into, 0);
    for (int row = 0; row < padded; row += 2) {
      Arrays.fill(y, 0);
      Arrays.fill(z, 0);
      for (int column = 0; column < row + 2; column += STEP) {
        addProducts(x, column * LANES, f, row * padded + column, padded, y, z);
      }
      for (int p = 0; p < LANES; p++) {
        into[p] += y[p] * y[p] + z[p] * z[p];
      }
    }
  }

  private static void addProducts(
      double[] x, int at, double[] f, int row, int padded, double[] y, double[] z) {
    double a0 = f[row];
    double a1 = f[row + 1];
    double a2 = f[row + 2];
    double a3 = f[row + 3];
    double a4 = f[row + 4];
    double a5 = f[row + 5];
    double a6 = f[row + 6];
    double a7 = f[row + 7];
    int next = row + padded;
    double b0 = f[next];
    double b1 = f[next + 1];
    double b2 = f[next + 2];
    double b3 = f[next + 3];
    double b4 = f[next + 4];
    double b5 = f[next + 5];
    double b6 = f[next + 6];
    double b7 = f[next + 7];
    int at1 = at + LANES;
    int at2 = at + 2 * LANES;
    int at3 = at + 3 * LANES;
    int at4 = at + 4 * LANES;
    int at5 = at + 5 * LANES;
    int at6 = at + 6 * LANES;
    int at7 = at + 7 * LANES;
    for (int p = 0; p < LANES; p++) {
      double x0 = x[at + p];
      double x1 = x[at1 + p];
      double x2 = x[at2 + p];
      double x3 = x[at3 + p];
      double x4 = x[at4 + p];
      double x5 = x[at5 + p];
      double x6 = x[at6 + p];
      double x7 = x[at7 + p];
      y[p] +=
          ((a0 * x0 + a1 * x1) + (a2 * x2 + a3 * x3)) + ((a4 * x4 + a5 * x5) + (a6 * x6 + a7 * x7));
      z[p] +=
          ((b0 * x0 + b1 * x1) + (b2 * x2 + b3 * x3)) + ((b4 * x4 + b5 * x5) + (b6 * x6 + b7 * x7));
    }
  }

  /** Writes for every lane the sum of squares of {@code factors[a]} x coordinate a. */
  static void squares(double[] x, double[] factors, double[] into) {
    Arrays.fill(into, 0);
    for (int a = 0; a < factors.length; a++) {
      double f = factors[a] * factors[a];
      int at = a * LANES;
      for (int p = 0; p < LANES; p++) {
        into[p] += f * (x[at + p] * x[at + p]);
      }
    }
  }

  /** Adds to {@code to[a]} the sum over lanes of coordinate a. */
  static void addSums(double[] x, double[] to) {
    for (int a = 0; a < to.length; a++) {
      double sum = 0;
      for (int p = a * LANES; p < (a + 1) * LANES; p++) {
        sum += x[p];
      }
      to[a] += sum;
    }
  }

  /** Adds to {@code to[a, a]} the sum over lanes of x_a z_a; {@code to} is [d, d]. */
  static void addDiagonal(double[] x, double[] z, int d, double[] to) {
    for (int a = 0; a < d; a++) {
      double sum = 0;
      for (int p = a * LANES; p < (a + 1) * LANES; p++) {
        sum = Math.fma(x[p], z[p], sum);
      }
      to[a * d + a] += sum;
    }
  }

  /**
   * Adds to {@code to[a, b]}, b <= a, the sum over lanes of x_a z_b, in tiles of 4 x 4; {@code to}
   * is [d, d].
   */
  static void addOuter(double[] x, double[] z, int d, double[] tile, double[] to) {
    for (int a = 0; a < d; a += 4) {
      for (int b = 0; b <= a; b += 4) {
        tile(x, a * LANES, z, b * LANES, tile);
        for (int i = 0; i < 4 && a + i < d; i++) {
          for (int j = 0; j < 4 && b + j <= a + i; j++) {
            to[(a + i) * d + b + j] += tile[4 * i + j];
          }
        }
      }
    }
  }

  private static void tile(double[] x, int at, double[] z, int by, double[] into) {
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    double s20 = 0;
    double s21 = 0;
    double s22 = 0;
    double s23 = 0;
    double s30 = 0;
    double s31 = 0;
    double s32 = 0;
    double s33 = 0;
    for (int p = 0; p < LANES; p++) {
      double x0 = x[at + p];
      double x1 = x[at + LANES + p];
      double x2 = x[at + 2 * LANES + p];
      double x3 = x[at + 3 * LANES + p];
      double z0 = z[by + p];
      double z1 = z[by + LANES + p];
      double z2 = z[by + 2 * LANES + p];
      double z3 = z[by + 3 * LANES + p];
      s00 = Math.fma(x0, z0, s00);
      s01 = Math.fma(x0, z1, s01);
      s02 = Math.fma(x0, z2, s02);
      s03 = Math.fma(x0, z3, s03);
      s10 = Math.fma(x1, z0, s10);
      s11 = Math.fma(x1, z1, s11);
      s12 = Math.fma(x1, z2, s12);
      s13 = Math.fma(x1, z3, s13);
      s20 = Math.fma(x2, z0, s20);
      s21 = Math.fma(x2, z1, s21);
      s22 = Math.fma(x2, z2, s22);
      s23 = Math.fma(x2, z3, s23);
      s30 = Math.fma(x3, z0, s30);
      s31 = Math.fma(x3, z1, s31);
      s32 = Math.fma(x3, z2, s32);
      s33 = Math.fma(x3, z3, s33);
    }
    into[0] = s00;
    into[1] = s01;
    into[2] = s02;
    into[3] = s03;
    into[4] = s10;
    into[5] = s11;
    into[6] = s12;
    into[7] = s13;
    into[8] = s20;
    into[9] = s21;
    into[10] = s22;
    into[11] = s23;
    into[12] = s30;
    into[13] = s31;
    into[14] = s32;
    into[15] = s33;
  }
}
