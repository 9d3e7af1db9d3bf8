package ouroboros.law;

import org.apache.commons.math3.special.Gamma;

/**
 * p_i ~ i^-beta, i = 1, 2, .., beta > 1: infinitely many types with Zipf probabilities.
 *
 * @see <a href="https://arxiv.org/abs/2402.07043">arXiv 2402.07043</a> for the exponent of the
 *     missing mass
 */
public final class ZipfLaw {
  private ZipfLaw() {}

  /** zeta(beta), by summing 1,000 terms and the Euler-Maclaurin remainder; error below 1e-14. */
  public static double zeta(double beta) {
    int terms = 1000;
    double sum = 0;
    for (int i = terms - 1; i >= 1; i--) {
      sum += StrictMath.pow(i, -beta);
    }
    double last = StrictMath.pow(terms, -beta);
    return sum + last * terms / (beta - 1) + last / 2 + beta * last / (12.0 * terms);
  }

  /**
   * The expected true mass of the types that do not occur among T points, for large T: C T^-c with
   * c = 1 - 1/beta, C = (1/beta) zeta(beta)^(-1/beta) Gamma(1 - 1/beta). For fit t under replace,
   * put T g_t in the place of T, with g_t from {@link #replaceFactor}.
   */
  public static double missingMass(double beta, double points) {
    double c = 1 - 1 / beta;
    double constant = StrictMath.pow(zeta(beta), -1 / beta) / beta * Gamma.gamma(c);
    return constant * StrictMath.pow(points, -c);
  }

  /**
   * The expected number of distinct types among T points, for large T: Gamma(1 - 1/beta)
   * (T/zeta(beta))^(1/beta) - 1/2.
   */
  public static double support(double beta, double points) {
    return Gamma.gamma(1 - 1 / beta) * StrictMath.pow(points / zeta(beta), 1 / beta) - 0.5;
  }

  /**
   * The mass of the types beyond rank k: the mass that a cut at rank k loses for ever. It falls as
   * k^-(beta - 1).
   */
  public static double floor(double beta, int rank) {
    double kept = 0;
    for (int i = rank; i >= 1; i--) {
      kept += StrictMath.pow(i, -beta);
    }
    return 1 - kept / zeta(beta);
  }

  /** g_t of the replace law: g_1 = 1, g_{k+1} = 1 - exp(-g_k). Cost: O(t). */
  public static double replaceFactor(int fit) {
    double factor = 1;
    for (int k = 1; k < fit; k++) {
      factor = -StrictMath.expm1(-factor);
    }
    return factor;
  }
}
