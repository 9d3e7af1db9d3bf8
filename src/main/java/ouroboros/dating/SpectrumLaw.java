package ouroboros.dating;

import java.util.ArrayList;
import java.util.List;

/**
 * The law of the count of a type in S_k, given its count c in R.
 *
 * <p>Given T_g, each of its occurrences is drawn a Poisson number of times, independently of all
 * others. So counts are a branching process, and the generating function of the count in S_k is
 * exp(c Psi_k(z)): it depends on c only through this power. Psi is composed backwards, from S_k to
 * R. Let 1 + x be the generating function of one occurrence in S_j (z for S_k), n_g and m_g the
 * sizes of T_g and S_g.
 *
 * <ul>
 *   <li>An occurrence in T_{j-1} has the generating function 1 + h = exp(m_j / n_{j-1} x).
 *   <li>{@code replace}: S_{j-1} is T_{j-1}.
 *   <li>{@code mixture} with share a: an occurrence in S_{j-1} is in T_{j-1} with probability 1 -
 *       a, so its x is (1 - a) h. The real part of T_{j-1} is drawn from R with replacement, so R
 *       adds a h per occurrence. Sentences are drawn as a whole: two occurrences in one sentence
 *       add a ((1 + h)^2 - 1).
 *   <li>{@code accumulate}: R and S_1 .. S_{j-1} are in T_{j-1}, so h is added for each of them.
 * </ul>
 *
 * <p>As a power series in z all coefficients of Psi but the constant one are positive, so series
 * and probabilities are computed without cancellation: exp of a series by its derivative, and the
 * probabilities by Panjer's recursion for compound Poisson laws. The relative error of a
 * probability is below 1e-11. Derived for this project; the laws <i>Spectrum</i> and <i>Share of
 * real text for ever</i> are its first two coefficients. It is exact for Poisson counts; a model
 * that draws a fixed number of tokens has multinomial ones, which differ by about c / n.
 */
public final class SpectrumLaw {
  private SpectrumLaw() {}

  /**
   * Psi_1 .. Psi_most under {@code mixture}; {@code replace} is share 0.
   *
   * @param share of real text in every training set after the first, which is R
   * @param degree the highest power of z
   */
  static List<CountSeries> mixture(double share, int most, LineageSizes sizes, int degree) {
    List<CountSeries> psi = new ArrayList<>();
    double size = sizes.generations();
    double[] single = new double[degree + 1];
    double[] paired = new double[degree + 1];
    double[] x = drawn(degree);
    double[] first = times(x, sizes.candidate());
    psi.add(new CountSeries(first, first));
    for (int k = 2; k <= most; k++) {
      double growth = k == 2 ? sizes.candidate() / size : 1;
      double[] h = expm1(times(x, growth));
      if (share > 0) {
        double[] twice = expm1(times(x, 2 * growth));
        add(share * size, h, single);
        add(share * size / 2, twice, paired);
      }
      x = times(h, 1 - share);
      double[] fromFirst = times(x, size);
      psi.add(new CountSeries(sum(single, fromFirst), sum(paired, fromFirst)));
    }
    return psi;
  }

  /** Psi_k under {@code accumulate}. */
  static CountSeries accumulate(int k, LineageSizes sizes, int degree) {
    double[] sum = new double[degree + 1];
    double[] x = drawn(degree);
    for (int j = k; j >= 1; j--) {
      double size = j == k ? sizes.candidate() : sizes.generations();
      add(size / (1 + (j - 1) * sizes.generations()), x, sum);
      x = j == 1 ? x : expm1(sum);
    }
    return new CountSeries(sum, sum);
  }

  /**
   * The probabilities of counts 0 .. top in S_k of a type that occurs c times in R; one more entry
   * is the probability of any larger count.
   *
   * @param psi a series of {@link CountSeries}
   * @param top at most the degree of {@code psi}
   */
  static double[] given(int c, double[] psi, int top) {
    double[] p = new double[top + 2];
    double[] steps = new double[top + 1];
    for (int j = 1; j <= top; j++) {
      steps[j] = c * j * psi[j];
    }
    p[0] = StrictMath.exp(c * psi[0]);
    double rest = 1 - p[0];
    for (int m = 1; m <= top; m++) {
      p[m] = convolved(steps, p, m) / m;
      rest -= p[m];
    }
    p[top + 1] = Math.max(rest, 0);
    return p;
  }

  /** z - 1. */
  private static double[] drawn(int degree) {
    double[] x = new double[degree + 1];
    x[0] = -1;
    x[1] = 1;
    return x;
  }

  /** exp(x) - 1 as a power series. */
  private static double[] expm1(double[] x) {
    double[] e = new double[x.length];
    double[] steps = new double[x.length];
    for (int j = 1; j < x.length; j++) {
      steps[j] = j * x[j];
    }
    e[0] = StrictMath.exp(x[0]);
    for (int m = 1; m < x.length; m++) {
      e[m] = convolved(steps, e, m) / m;
    }
    e[0] = StrictMath.expm1(x[0]);
    return e;
  }

  private static double convolved(double[] steps, double[] values, int m) {
    double sum = 0;
    for (int j = 1; j <= m; j++) {
      sum += steps[j] * values[m - j];
    }
    return sum;
  }

  private static double[] times(double[] x, double factor) {
    double[] all = new double[x.length];
    for (int m = 0; m < x.length; m++) {
      all[m] = factor * x[m];
    }
    return all;
  }

  private static void add(double factor, double[] x, double[] into) {
    for (int m = 0; m < x.length; m++) {
      into[m] += factor * x[m];
    }
  }

  private static double[] sum(double[] x, double[] y) {
    double[] both = x.clone();
    add(1, y, both);
    return both;
  }
}
