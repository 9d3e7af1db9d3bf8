package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.law.ecosystem.EcosystemLaw;
import ouroboros.metric.Expectation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The expectations for a cell with a known truth, with one class per family. An empty result means
 * that no law is known.
 *
 * <p>At generation 0, and under {@code frozen} and {@code fresh-disjoint}, T_g is a sample of the
 * truth. Under {@code replace}, {@code growing} and a window of 1, T_g is one whole S_g. These
 * chains of whole samples have more laws than other policies.
 */
@FunctionalInterface
public interface TruthLaws {

  /**
   * The expected value over replicates, and the standard deviation of one replicate if it is known.
   */
  Optional<Expectation> expected(int generation, Measure measure);

  /** The laws of a cell. Cost: one run of the recursion of its policy over all generations. */
  static TruthLaws of(TruthCell cell) {
    if (cell.drawing().members() != null) {
      return new EcosystemLaw(cell)::expected;
    }
    return cell.safeguards().isEmpty() ? withoutGates(cell) : new GuardedLaws(cell);
  }

  /** The laws of a cell if it had no safeguards. */
  static TruthLaws withoutGates(TruthCell cell) {
    TruthSpec family = cell.family();
    if (family instanceof TruthSpec.Gaussian gaussian) {
      return new GaussianLaws(cell, gaussian);
    } else if (family instanceof TruthSpec.KernelDensity kernel) {
      return new KernelDensityLaws(cell, kernel);
    } else if (family instanceof TruthSpec.Poisson poisson) {
      return new PoissonLaws(cell, poisson);
    } else if (family instanceof TruthSpec.LinearRegression regression) {
      return new RegressionLaws(cell, regression);
    } else if (family instanceof TruthSpec.GaussianMixture mixture) {
      return new GaussianMixtureLaws(cell, mixture);
    }
    return new TypesLaws(cell);
  }

  /**
   * The sizes of the samples that lead to M_g, if each T is one whole sample of the previous model:
   * R, S_1 .. S_g, or R alone if nothing is fed back. Empty for other policies.
   */
  static Optional<List<Long>> chain(TruthCell cell, int generation) {
    Policy policy = cell.policy();
    AvailableUnits stock = cell.stock();
    List<Long> sizes = new ArrayList<>(List.of(cell.real()));
    if (generation == 0
        || policy instanceof Policy.Frozen
        || policy instanceof Policy.FreshDisjoint) {
      return Optional.of(sizes);
    }
    boolean whole =
        policy instanceof Policy.Replace
            || policy instanceof Policy.GrowingByFactor
            || policy instanceof Policy.GrowingByPower
            || (policy instanceof Policy.Window w && w.last() == 1 && !w.keepReal());
    for (int g = 1; whole && g <= generation; g++) {
      sizes.add(policy.syntheticUnits(g, stock));
    }
    return whole ? Optional.of(sizes) : Optional.empty();
  }
}
