package ouroboros.algebra;

/**
 * Eigenvalues of a symmetric matrix: Householder reflections to a tridiagonal matrix, then implicit
 * QL steps with Wilkinson's shift.
 *
 * <p>Cost: 4/3 d^3 multiplications for the reflections, O(d^2) for the steps. Eigenvectors are not
 * computed; {@link SymmetricEigenvectors} computes both by Jacobi rotations. There are two classes
 * because this one is 4 to 16 times as fast for d = 16 to 64, and because their values differ in
 * the last bits: to use one in place of the other would change results.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-86940-2">Wilkinson and Reinsch 1971, Handbook for
 *     Automatic Computation II, contributions II/2 and II/3</a>
 */
public final class SymmetricEigenvalues {
  private static final int MOST_STEPS = 60;

  private SymmetricEigenvalues() {}

  /** The eigenvalues of a matrix [d, d], in no fixed order. Only the lower triangle is read. */
  public static double[] of(double[] matrix, int d) {
    double[] a = matrix.clone();
    double[] diagonal = new double[d];
    double[] coupling = new double[d];
    tridiagonal(a, d, diagonal, coupling);
    diagonalise(diagonal, coupling);
    return diagonal;
  }

  /**
   * Makes the matrix tridiagonal: reflects one row after the other, the last first. {@code
   * coupling[k]} is the entry that couples rows k and k + 1.
   */
  private static void tridiagonal(double[] a, int d, double[] diagonal, double[] coupling) {
    double[] v = new double[d];
    double[] p = new double[d];
    for (int k = d - 1; k >= 1; k--) {
      diagonal[k] = a[k * d + k];
      double norm = 0;
      for (int j = 0; j < k; j++) {
        v[j] = a[k * d + j];
        norm = Math.max(norm, Math.abs(v[j]));
      }
      double squares = 0;
      for (int j = 0; j < k && norm > 0; j++) {
        squares += (v[j] / norm) * (v[j] / norm);
      }
      double length = norm * Math.sqrt(squares);
      double alpha = v[k - 1] > 0 ? -length : length;
      coupling[k - 1] = alpha;
      v[k - 1] -= alpha;
      double half = length * length - alpha * (v[k - 1] + alpha);
      if (k == 1 || !(half > 0)) {
        coupling[k - 1] = length == 0 ? 0 : alpha;
        continue;
      }
      reflect(a, d, k, v, half, p);
    }
    diagonal[0] = a[0];
  }

  /** Replaces the leading k rows and columns of A by H A H, where H = I - v v' / half. */
  private static void reflect(double[] a, int d, int k, double[] v, double half, double[] p) {
    double inner = 0;
    for (int i = 0; i < k; i++) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += a[i * d + j] * v[j];
      }
      for (int j = i + 1; j < k; j++) {
        sum += a[j * d + i] * v[j];
      }
      p[i] = sum / half;
      inner += p[i] * v[i];
    }
    double share = inner / (2 * half);
    for (int i = 0; i < k; i++) {
      p[i] -= share * v[i];
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * d + j] -= v[i] * p[j] + p[i] * v[j];
      }
    }
  }

  private static void diagonalise(double[] diagonal, double[] coupling) {
    int d = diagonal.length;
    for (int first = 0; first < d; first++) {
      for (int step = 0; step < MOST_STEPS; step++) {
        int last = first;
        while (last < d - 1 && !isSmall(coupling[last], diagonal[last], diagonal[last + 1])) {
          last++;
        }
        if (last == first) {
          break;
        }
        chase(diagonal, coupling, first, last);
      }
    }
  }

  private static boolean isSmall(double coupling, double one, double other) {
    double scale = Math.abs(one) + Math.abs(other);
    return scale + Math.abs(coupling) == scale;
  }

  /** One implicit QL step on the rows {@code first .. last}. */
  private static void chase(double[] diagonal, double[] coupling, int first, int last) {
    double gap = (diagonal[first + 1] - diagonal[first]) / (2 * coupling[first]);
    double root = Math.sqrt(gap * gap + 1);
    double shift = diagonal[first] - coupling[first] / (gap + (gap < 0 ? -root : root));
    double bulge = diagonal[last] - shift;
    double sine = 1;
    double cosine = 1;
    double carried = 0;
    for (int i = last - 1; i >= first; i--) {
      double f = sine * coupling[i];
      double b = cosine * coupling[i];
      double radius = Math.sqrt(f * f + bulge * bulge);
      if (i + 1 < last) {
        coupling[i + 1] = radius;
      }
      if (radius == 0) {
        diagonal[i + 1] -= carried;
        coupling[last] = last < diagonal.length - 1 ? 0 : coupling[last];
        return;
      }
      sine = f / radius;
      cosine = bulge / radius;
      double centre = diagonal[i + 1] - carried;
      double turned = (diagonal[i] - centre) * sine + 2 * cosine * b;
      carried = sine * turned;
      diagonal[i + 1] = centre + carried;
      bulge = cosine * turned - b;
    }
    diagonal[first] -= carried;
    coupling[first] = bulge;
    if (last < diagonal.length - 1) {
      coupling[last] = 0;
    }
  }
}
