package ouroboros.law.ecosystem;

import java.util.List;
import ouroboros.policy.Ecosystem;

/**
 * The probability that a type of R is gone, where every member trains on its whole pool: the
 * recursion of one model with a type of batch for each member.
 *
 * <p>a_k says how strongly an occurrence in T_{k,g} protects the type. Model k writes each
 * occurrence a Poisson number of times into the pool of member i, with mean m_ik n_i / n_k, so one
 * generation earlier
 *
 * <pre>a_k = sum_i m_ik (n_i / n_k) (1 - exp(-a_i))
 * </pre>
 *
 * <p>where m_ik is the share of k in the pool of i ({@code recut}: its share of all units). A type
 * that occurs c_k times in the R of member k is gone with probability exp(-sum_k c_k a_k); where R
 * is shared, every c_k is its count in R. Derived for this project, checked by simulation; exact
 * for Poisson counts.
 *
 * @param rule the ecosystem
 * @param real [K] units of the R of each member
 * @param sizes [K] units that each member draws
 */
public record MemberExtinction(Ecosystem rule, List<Long> real, List<Long> sizes) {
  public MemberExtinction {
    real = List.copyOf(real);
    sizes = List.copyOf(sizes);
  }

  /**
   * [K] How strongly an occurrence in the R of each member protects a type in T_g of some members.
   *
   * @param member k; negative for all of them
   */
  public double[] ofTraining(int g, int member) {
    double[] thetas = new double[sizes.size()];
    for (int k = 0; k < thetas.length; k++) {
      thetas[k] = member < 0 || k == member ? Double.POSITIVE_INFINITY : 0;
    }
    return back(g, thetas);
  }

  /** The same for S_g, g >= 1. */
  public double[] ofSynthetic(int g, int member) {
    double[] thetas = new double[sizes.size()];
    for (int k = 0; k < thetas.length; k++) {
      thetas[k] = member < 0 || k == member ? sizes.get(k) / units(g - 1, k) : 0;
    }
    return back(g - 1, thetas);
  }

  /** Units of T_{k,g}. */
  private double units(int g, int k) {
    return g == 0 ? real.get(k) : sizes.get(k);
  }

  private double share(int pool, int author) {
    if (rule.mixing() instanceof Ecosystem.Matrix matrix) {
      return matrix.rows().get(pool).get(author);
    }
    return (double) sizes.get(author) / sizes.stream().mapToLong(Long::longValue).sum();
  }

  private double[] back(int from, double[] last) {
    double[] thetas = last;
    for (int g = from; g >= 1; g--) {
      double[] before = new double[thetas.length];
      for (int k = 0; k < before.length; k++) {
        for (int i = 0; i < before.length; i++) {
          before[k] += share(i, k) * sizes.get(i) / units(g - 1, k) * -StrictMath.expm1(-thetas[i]);
        }
      }
      thetas = before;
    }
    return thetas;
  }
}
