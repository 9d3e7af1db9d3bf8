package ouroboros.law;

import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * E ratio(S_g) = (1 - 1/n_g) F_g / F_1: the expectation of {@code variance-ratio} if a single
 * Gaussian is fitted to documents. F_t is the retained variance of fit t (see {@link PoolingLaw}),
 * n_g the number of units of S_g.
 *
 * <p>Variances are relative to that of R, not to that of a distribution from which R was sampled.
 * Given R, all of them are proportional to R's variance, so the law given R is the law of the
 * pooled estimator divided by its value at the first fit. Under {@code mixture} real units are
 * drawn from R itself, so R takes the place of the truth. Policies that use the reserve have no
 * such law, because the reserve varies independently of R. Derived for this project.
 */
public final class VarianceLaw {
  private VarianceLaw() {}

  /** [generations + 1] the expectation for S_g; entry 0, for R, is 1. Empty if no law is known. */
  public static Optional<double[]> of(Policy policy, AvailableUnits start, int generations) {
    if (policy.usesReserve()) {
      return Optional.empty();
    }
    boolean drawsFromReal = policy.rule() instanceof Policy.Mixture;
    AvailableUnits known =
        drawsFromReal
            ? AvailableUnits.ofCorpus(AvailableUnits.ENDLESS, start.reserve(), start.size())
            : start;
    return PoolingLaw.of(policy, known, generations)
        .map(law -> ratios(law, policy, start, generations));
  }

  private static double[] ratios(
      PoolingLaw law, Policy policy, AvailableUnits start, int generations) {
    double[] ratios = new double[generations + 1];
    ratios[0] = 1;
    AvailableUnits stock = start;
    for (int g = 1; g <= generations; g++) {
      stock = stock.after(policy, g);
      ratios[g] =
          (1 - 1.0 / stock.synthetic(g))
              * law.at(policy.drawnFrom(g)).diversity()
              / law.at(0).diversity();
    }
    return ratios;
  }
}
