package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * {@link Extinction} under {@code partial}: an occurrence that is in T_g stays in T_{g+1} with
 * probability kappa = kept/M, so with s_g what T_g passes on, phi_g = e^{-s_g} ((1 - kappa) + kappa
 * phi_{g+1}) is the chance that one alive in T_g leaves nothing; one in S_g comes in with
 * probability q. A sentence of R stays or goes whole: with m occurrences it has m s_g for s_g.
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
