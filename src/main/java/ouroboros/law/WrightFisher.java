package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * count_{t+1} ~ Binomial(n, count_t/size_t): the exact law of the count of one type if n units are
 * resampled in every generation.
 *
 * <p>Cost: n^2 multiplications per generation and 8 n^2 bytes. Bounds for two types of probability
 * p and q: Pr(both still occur at fit k) is in [4 p q (1 - 1/n)^k, 2 n p q (1 - 1/n)^k].
 *
 * @see <a href="https://arxiv.org/abs/2404.05090">arXiv 2404.05090</a>
 */
final class WrightFisher {
  private final int real;
  private final List<double[]> ahead = new ArrayList<>();

  /**
   * Prepares the expectation of a function of the count at fits 1 .. fits.
   *
   * @param real units of R
   * @param size units of every S_g
   * @param ofReal the function at fit 1, for a count 0 .. real
   * @param value the function at later fits, for a count 0 .. size
   */
  WrightFisher(
      int real, int size, int fits, IntToDoubleFunction ofReal, IntToDoubleFunction value) {
    this.real = real;
    ahead.add(table(real, ofReal));
    if (fits == 1) {
      return;
    }
    double[][] first = transitions(real, size);
    double[][] later = real == size ? first : transitions(size, size);
    double[] values = table(size, value);
    for (int fit = 2; fit <= fits; fit++) {
      ahead.add(apply(first, values));
      values = apply(later, values);
    }
  }

  /** The expectation at a fit >= 1, for a type of probability p. */
  double expected(int fit, double p) {
    double[] values = ahead.get(fit - 1);
    double[] start = binomial(real, p);
    double sum = 0;
    for (int x = 0; x <= real; x++) {
      sum += start[x] * values[x];
    }
    return sum;
  }

  static double[] table(int units, IntToDoubleFunction value) {
    double[] table = new double[units + 1];
    for (int x = 0; x <= units; x++) {
      table[x] = value.applyAsDouble(x);
    }
    return table;
  }

  static double[][] transitions(int from, int to) {
    double[][] rows = new double[from + 1][];
    for (int x = 0; x <= from; x++) {
      rows[x] = binomial(to, (double) x / from);
    }
    return rows;
  }

  static double[] apply(double[][] rows, double[] values) {
    double[] result = new double[rows.length];
    for (int x = 0; x < rows.length; x++) {
      double sum = 0;
      for (int y = 0; y < values.length; y++) {
        sum += rows[x][y] * values[y];
      }
      result[x] = sum;
    }
    return result;
  }

  /** [n + 1] all probabilities of Binomial(n, p), computed outward from the mode. */
  static double[] binomial(int n, double p) {
    double[] probability = new double[n + 1];
    if (p <= 0 || p >= 1) {
      probability[p <= 0 ? 0 : n] = 1;
      return probability;
    }
    int mode = (int) Math.min(n, (n + 1) * p);
    double odds = p / (1 - p);
    probability[mode] = 1;
    double sum = 1;
    for (int x = mode; x < n; x++) {
      probability[x + 1] = probability[x] * odds * (n - x) / (x + 1);
      sum += probability[x + 1];
    }
    for (int x = mode; x > 0; x--) {
      probability[x - 1] = probability[x] / odds * x / (n - x + 1);
      sum += probability[x - 1];
    }
    for (int x = 0; x <= n; x++) {
      probability[x] /= sum;
    }
    return probability;
  }
}
