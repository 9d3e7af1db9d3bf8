package ouroboros.law.gate;

import java.util.function.DoubleUnaryOperator;

/**
 * The distribution of the number of points of the first of two types, generation by generation: M_0
 * is fitted to {@code real} points of the truth, and each next model to n points, each of which is
 * of the first type with the probability that selection makes of the model's share. Exact. Cost: n
 * x n probabilities for each generation.
 */
public final class TwoTypes {
  private TwoTypes() {}

  /**
   * E f(share of the first type) for each generation.
   *
   * @param share of the truth
   * @param selection maps the model's share to the probability of a new point
   */
  public static double[] expected(
      double share,
      int real,
      int size,
      int generations,
      DoubleUnaryOperator selection,
      DoubleUnaryOperator f) {
    double[] expected = new double[generations + 1];
    double[] now = binomial(real, share);
    for (int g = 0; g <= generations; g++) {
      int n = now.length - 1;
      for (int x = 0; x <= n; x++) {
        expected[g] += now[x] * f.applyAsDouble((double) x / n);
      }
      if (g < generations) {
        double[] next = new double[size + 1];
        for (int x = 0; x <= n; x++) {
          if (now[x] > 1e-15) {
            add(now[x], binomial(size, selection.applyAsDouble((double) x / n)), next);
          }
        }
        now = next;
      }
    }
    return expected;
  }

  private static void add(double weight, double[] from, double[] to) {
    for (int y = 0; y < to.length; y++) {
      to[y] += weight * from[y];
    }
  }

  /** The probabilities of 0 .. n successes. */
  static double[] binomial(int n, double p) {
    double[] of = new double[n + 1];
    if (p <= 0 || p >= 1) {
      of[p <= 0 ? 0 : n] = 1;
      return of;
    }
    double odds = p / (1 - p);
    int mode = (int) Math.min(n, (n + 1) * p);
    of[mode] = 1;
    double sum = 1;
    for (int y = mode; y < n && of[y] > 0; y++) {
      of[y + 1] = of[y] * odds * (n - y) / (y + 1);
      sum += of[y + 1];
    }
    for (int y = mode; y > 0 && of[y] > 0; y--) {
      of[y - 1] = of[y] * y / (odds * (n - y + 1));
      sum += of[y - 1];
    }
    for (int y = 0; y <= n; y++) {
      of[y] /= sum;
    }
    return of;
  }
}
