package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * phi_g = e^{-s_g} ((1 - kappa) + kappa phi_{g+1}): {@link Extinction} under {@code partial}. phi_g
 * is the probability that an occurrence in T_g leaves no occurrence in the later set. It stays in
 * T_{g+1} with probability kappa = kept/M, M being the size of R; s_g is the theta of its draws in
 * S_{g+1}. An occurrence in S_g enters T_g with probability (M - kept)/|S_g|. A sentence of R stays
 * or leaves as a whole: with m occurrences of the type, s_g is replaced by m s_g. Cost: O(k).
 */
final class PartialExtinction {
  private final List<AvailableUnits> stocks;
  private final double kept;

  PartialExtinction(List<AvailableUnits> stocks, double kept) {
    this.stocks = stocks;
    this.kept = kept;
  }

  SurvivalProbability ofSynthetic(int k) {
    return back(k, 1, Double.POSITIVE_INFINITY);
  }

  SurvivalProbability ofTraining(int g) {
    double theta = g == 0 ? Double.POSITIVE_INFINITY : -StrictMath.log1p(-entering(g));
    return back(g, 0, theta);
  }

  /** The share of S_g that enters T_g. */
  private double entering(int g) {
    AvailableUnits stock = stocks.get(g);
    return (stock.real() - kept) / stock.synthetic(g);
  }

  private SurvivalProbability back(int from, double phiThere, double thetaThere) {
    double real = stocks.get(0).real();
    double stays = kept / real;
    double[] passedOn = new double[from + 1];
    double phi = phiThere;
    double theta = thetaThere;
    for (int j = from; j >= 1; j--) {
      passedOn[j] = -StrictMath.expm1(-theta) * stocks.get(j).synthetic(j) / real;
      phi = StrictMath.exp(-passedOn[j]) * (1 - stays + stays * phi);
      theta = j == 1 ? theta : -StrictMath.log1p(-entering(j - 1) * (1 - phi));
    }
    return new SurvivalProbability(
        occurrences -> {
          double lost = phiThere;
          for (int j = from; j >= 1; j--) {
            lost = StrictMath.exp(-passedOn[j] * occurrences) * (1 - stays + stays * lost);
          }
          return lost;
        },
        List.of());
  }
}
