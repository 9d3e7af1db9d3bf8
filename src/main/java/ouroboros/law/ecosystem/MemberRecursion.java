package ouroboros.law.ecosystem;

import java.util.Arrays;

/**
 * h_ij = E(1 - &lt;p_i, p_j&gt;) / H0 of the members' models, H0 the heterozygosity of the truth:
 * the probability that a token of model i and one of model j are of different types. For Gaussians
 * the same with half the expected squared distance of two points, in units of the true variance.
 *
 * <p>Where T of member i is its whole pool of n_i tokens, two different tokens of pools i and j are
 * draws from the models a and b that wrote them, so with the matrix M of lots
 *
 * <pre>h_ij' = (M h M')_ij,   h_ii' = (1 - 1/n_i) (M h M')_ii
 * </pre>
 *
 * <p>With {@code recut} two different tokens of all pools together are a random pair of the union
 * of all S: u' = sum over pairs of authors of s_a (s_b - [a = b]) h_ab / (N (N - 1)), N = sum s;
 * then h_ij' = u' and h_ii' = (1 - 1/n_i) u'.
 *
 * <p>A Gaussian whose variance is multiplied by f_i, by its spread when it draws or by the divisor
 * n - 1 when it is fitted, has h_ij + ((f_i - 1) h_ii + (f_j - 1) h_jj)/2 in place of h_ij. Derived
 * for this project; for equal members it is the recursion of Wright's island model.
 *
 * @see <a href="https://doi.org/10.1093/genetics/16.2.97">Wright 1931, Evolution in Mendelian
 *     populations</a>
 * @see <a href="https://doi.org/10.1073/pnas.70.12.3321">Nei 1973, Analysis of gene diversity in
 *     subdivided populations</a>
 */
public final class MemberRecursion {
  private final Estimate[] estimates;
  private double[][] h;

  /**
   * How a member fits and draws.
   *
   * @param isUnbiased whether its variance has divisor n - 1
   * @param spread factor of its variance when it draws
   */
  public record Estimate(boolean isUnbiased, double spread) {
    /** Frequencies, or maximum likelihood. */
    public static final Estimate LIKELIHOOD = new Estimate(false, 1);
  }

  private MemberRecursion(Estimate[] estimates) {
    this.estimates = estimates;
    this.h = new double[estimates.length][estimates.length];
  }

  /** The first fit where all start from the same {@code real} tokens. */
  public static MemberRecursion shared(Estimate[] estimates, long real) {
    MemberRecursion first = new MemberRecursion(estimates);
    for (double[] row : first.h) {
      Arrays.fill(row, 1 - 1.0 / real);
    }
    long[] units = new long[estimates.length];
    Arrays.fill(units, real);
    first.fit(units);
    return first;
  }

  /** The first fit where member i starts from {@code real[i]} tokens of its own. */
  public static MemberRecursion disjoint(Estimate[] estimates, long[] real) {
    MemberRecursion first = new MemberRecursion(estimates);
    first.fill(1, real);
    first.fit(real);
    return first;
  }

  /** Two tokens of different pools, or of one, of {@code units[i]} tokens that are all alike. */
  private void fill(double different, long[] units) {
    for (int i = 0; i < units.length; i++) {
      Arrays.fill(h[i], different);
      h[i][i] = (1 - 1.0 / units[i]) * different;
    }
  }

  /** From the pools to the models. */
  private void fit(long[] units) {
    double[] factors = new double[units.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = estimates[i].isUnbiased() ? 1 / (1 - 1.0 / units[i]) : 1;
    }
    h = scaled(factors);
  }

  /** From the models to what they draw. */
  private double[][] drawn() {
    return scaled(Arrays.stream(estimates).mapToDouble(Estimate::spread).toArray());
  }

  private double[][] scaled(double[] factors) {
    double[][] scaled = new double[h.length][h.length];
    for (int i = 0; i < h.length; i++) {
      for (int j = 0; j < h.length; j++) {
        scaled[i][j] = h[i][j] + ((factors[i] - 1) * h[i][i] + (factors[j] - 1) * h[j][j]) / 2;
      }
    }
    return scaled;
  }

  /**
   * The next fit, to pools of {@code units[i]} tokens whose authors are drawn by lot.
   *
   * @param mixing [K, K] rows add up to 1
   */
  public void mix(double[][] mixing, long[] units) {
    double[][] drawn = drawn();
    int k = h.length;
    double[][] half = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          half[i][b] += mixing[i][a] * drawn[a][b];
        }
      }
    }
    double[][] next = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int b = 0; b < k; b++) {
          next[i][j] += half[i][b] * mixing[j][b];
        }
      }
      next[i][i] *= 1 - 1.0 / units[i];
    }
    h = next;
    fit(units);
  }

  /**
   * The next fit, to the shuffled union.
   *
   * @param drawn tokens that each member draws
   * @param units tokens of each pool
   */
  public void recut(long[] drawn, long[] units) {
    double[][] of = drawn();
    double all = Arrays.stream(drawn).sum();
    double union = 0;
    for (int a = 0; a < drawn.length; a++) {
      for (int b = 0; b < drawn.length; b++) {
        union += (double) drawn[a] * (drawn[b] - (a == b ? 1 : 0)) * of[a][b];
      }
    }
    fill(union / (all * (all - 1)), units);
    fit(units);
  }

  /** How many members there are. */
  public int size() {
    return h.length;
  }

  /** h_kk: the diversity of the model of member k. */
  public double within(int k) {
    return h[k][k];
  }

  /** The mean of h_kk. */
  public double within() {
    double sum = 0;
    for (int k = 0; k < h.length; k++) {
      sum += h[k][k];
    }
    return sum / h.length;
  }

  /** The diversity of the mean of all models. */
  public double all() {
    double sum = 0;
    for (double[] row : h) {
      sum += Arrays.stream(row).sum();
    }
    return sum / h.length / h.length;
  }
}
