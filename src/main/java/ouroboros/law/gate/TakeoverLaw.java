package ouroboros.law.gate;

/**
 * What becomes of a planted statement and its rival, where each generation draws n sentences with
 * one of the two from the share in the generation before, at a temperature. Drawing at temperature
 * 1 is a martingale: the mean share never changes, and the statement takes over with a probability
 * that is its share. Derived here; for temperature 1 see W. J. Ewens (2004), Mathematical
 * Population Genetics, section 3.3.
 */
public final class TakeoverLaw {
  private TakeoverLaw() {}

  /**
   * The share after t generations, where infinitely many sentences are drawn: logit p_t = logit p_0
   * / T^t. Below a temperature of 1 a share below one half goes to 0, and one above it to 1.
   *
   * @param share p_0, in [0, 1]
   */
  public static double share(double share, double temperature, int t) {
    if (share <= 0 || share >= 1) {
      return share;
    }
    double logit = StrictMath.log(share / (1 - share)) / StrictMath.pow(temperature, t);
    return 1 / (1 + StrictMath.exp(-logit));
  }

  /**
   * [n + 1] The probability that only the statement is left in the end, by how many of the n
   * sentences have it now. Exact: h = P h for the Markov chain of the numbers. Cost: n^3
   * multiplications.
   */
  public static double[] takesOver(int n, double temperature) {
    double[] over = new double[n + 1];
    over[n] = 1;
    double[][] system = new double[n - 1][];
    for (int x = 1; x < n; x++) {
      double[] next = TwoTypes.binomial(n, share((double) x / n, temperature, 1));
      double[] row = new double[n];
      for (int y = 1; y < n; y++) {
        row[y - 1] = (x == y ? 1 : 0) - next[y];
      }
      row[n - 1] = next[n];
      system[x - 1] = row;
    }
    // The rows of 1 - P are diagonally dominant, so no pivot is needed.
    for (int k = 0; k < n - 1; k++) {
      for (int i = k + 1; i < n - 1; i++) {
        subtract(system[i], system[i][k] / system[k][k], system[k], k);
      }
    }
    for (int k = n - 2; k >= 0; k--) {
      double sum = system[k][n - 1];
      for (int y = k + 1; y < n - 1; y++) {
        sum -= system[k][y] * over[y + 1];
      }
      over[k + 1] = sum / system[k][k];
    }
    return over;
  }

  private static void subtract(double[] from, double factor, double[] row, int first) {
    for (int i = first; i < row.length; i++) {
      from[i] -= factor * row[i];
    }
  }
}
