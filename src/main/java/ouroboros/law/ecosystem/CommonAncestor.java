package ouroboros.law.ecosystem;

import java.util.Arrays;

/**
 * The mean number of fits, back in time, to the common ancestor of two tokens of the pool of one
 * member, where every member trains on its whole pool. It is (M t M')_ii with
 *
 * <pre>t_ij = 1 + (1 - [i = j]/n_i) (M t M')_ij
 * </pre>
 *
 * <p>for two tokens that models i and j draw.
 *
 * <p>Where the matrix is irreducible and its columns add up to 1 too, its mean over members of
 * equal pools is K n, whatever the matrix. Where two models never have a common author, it is
 * infinite.
 *
 * @see <a href="https://doi.org/10.1093/genetics/117.1.149">Strobeck 1987, Average number of
 *     nucleotide differences in a sample from a single subpopulation</a>
 */
public final class CommonAncestor {
  private CommonAncestor() {}

  /**
   * [K] The mean time of two tokens of the pool of each member; infinite where there may be none.
   * Cost: K^6 operations.
   *
   * @param mixing [K, K] rows add up to 1
   * @param units tokens of each pool
   */
  public static double[] times(double[][] mixing, long[] units) {
    int k = mixing.length;
    int pairs = k * k;
    boolean[] ends = ends(mixing, units);
    double[][] system = new double[pairs][pairs + 1];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        int row = i * k + j;
        double apart = i == j ? 1 - 1.0 / units[i] : 1;
        system[row][row] = 1;
        system[row][pairs] = ends[row] ? 1 : 0;
        for (int a = 0; a < k && ends[row]; a++) {
          for (int b = 0; b < k; b++) {
            system[row][a * k + b] -= apart * mixing[i][a] * mixing[j][b];
          }
        }
      }
    }
    double[] solved = solve(system);
    double[] times = new double[k];
    for (int i = 0; i < k; i++) {
      for (int pair = 0; pair < pairs; pair++) {
        double both = mixing[i][pair / k] * mixing[i][pair % k];
        if (both > 0) {
          times[i] += ends[pair] ? both * solved[pair] : Double.POSITIVE_INFINITY;
        }
      }
    }
    return times;
  }

  /** [pairs] Whether two tokens of these models have a common ancestor with certainty. */
  private static boolean[] ends(double[][] mixing, long[] units) {
    int k = mixing.length;
    boolean[] meets = new boolean[k * k];
    for (int i = 0; i < k; i++) {
      meets[i * k + i] = true;
    }
    grow(mixing, units, meets);
    // A pair that can reach one that never meets does not meet with certainty.
    boolean[] never = new boolean[k * k];
    for (int p = 0; p < never.length; p++) {
      never[p] = !meets[p];
    }
    grow(mixing, units, never);
    boolean[] ends = new boolean[k * k];
    for (int p = 0; p < ends.length; p++) {
      ends[p] = !never[p];
    }
    return ends;
  }

  /** Adds the pairs from which a pair of the set can be reached. */
  private static void grow(double[][] mixing, long[] units, boolean[] set) {
    int k = mixing.length;
    boolean grown = true;
    while (grown) {
      grown = false;
      for (int row = 0; row < set.length; row++) {
        int i = row / k;
        int j = row % k;
        for (int to = 0; to < set.length && !set[row]; to++) {
          boolean apart = i != j || units[i] > 1;
          if (apart && set[to] && mixing[i][to / k] > 0 && mixing[j][to % k] > 0) {
            set[row] = true;
            grown = true;
          }
        }
      }
    }
  }

  /** Solves a linear system by elimination with partial pivoting. */
  private static double[] solve(double[][] system) {
    int n = system.length;
    for (int column = 0; column < n; column++) {
      int best = column;
      for (int row = column + 1; row < n; row++) {
        best = Math.abs(system[row][column]) > Math.abs(system[best][column]) ? row : best;
      }
      double[] pivot = system[best];
      system[best] = system[column];
      system[column] = pivot;
      for (int row = column + 1; row < n; row++) {
        double factor = system[row][column] / pivot[column];
        for (int c = column; c <= n && factor != 0; c++) {
          system[row][c] -= factor * pivot[c];
        }
      }
    }
    double[] solved = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double rest = system[row][n];
      for (int c = row + 1; c < n; c++) {
        rest -= system[row][c] * solved[c];
      }
      solved[row] = rest / system[row][row];
    }
    return Arrays.copyOf(solved, n);
  }
}
