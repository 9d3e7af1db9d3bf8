package ouroboros.law;

import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * What {@code variance-ratio} is expected to be where a single Gaussian is fitted to documents: E
 * ratio(S_g) = (1 - 1/n_g) F_g / F_1, F_t the retained variance of fit t and n_g the units of S_g.
 *
 * <p>Variances are relative to R's, not to those of a distribution that R came from. Given R all of
 * them are proportional to R's, so the law of the pooled estimator divided by its value at the
 * first fit is the law given R. Under {@code mixture} R itself is what is drawn from. Policies that
 * use the reserve have none: it varies on its own. Derived for this project.
 */
public final class VarianceLaw {
  private VarianceLaw() {}

  /** [generations + 1], of S_g; S_0 is R. Empty where no law is known. */
  public static Optional<double[]> of(Policy policy, AvailableUnits start, int generations) {
    if (policy.usesReserve()) {
      return Optional.empty();
    }
    boolean drawsFromReal = policy instanceof Policy.Mixture;
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
          (1 - 1.0 / stock.synthetic(g)) * law.at(g - 1).diversity() / law.at(0).diversity();
    }
    return ratios;
  }
}
