package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * One law for most policies, for an estimator that pools independent draws linearly. V0 is the true
 * variance or heterozygosity, t = g + 1 the number of the fit:
 *
 * <pre>D_t = E ||estimate_t - truth||^2 / V0,  F_t = E retained diversity / V0,  D_t + F_t = 1
 * </pre>
 *
 * <p>The last equation holds for divisor n and unbiased draws. Otherwise D, F and the second moment
 * Q of the points about the truth follow a joint recursion: F = c (Q - D), where c is the {@link
 * Estimator}'s correction, and a draw from the model has the second moment D + within(F). Derived
 * for this project, checked by simulation.
 */
public final class PoolingLaw {

  /**
   * The values at one generation, all in units of V0.
   *
   * @param error D, the mean squared error
   * @param diversity F, the retained diversity, after the divisor
   * @param secondMoment Q of the training points about the truth
   */
  public record State(double error, double diversity, double secondMoment) {
    static State of(double error, double secondMoment, double concentration, Estimator estimator) {
      double correction = estimator.correction().applyAsDouble(concentration);
      return new State(error, correction * (secondMoment - error), secondMoment);
    }
  }

  private final List<State> states;

  private PoolingLaw(List<State> states) {
    this.states = List.copyOf(states);
  }

  /**
   * The law for generations 0 .. generations; empty if the policy has no such law.
   *
   * @param stock the available units before anything is drawn, with an endless reserve
   */
  static Optional<PoolingLaw> of(
      Policy policy, AvailableUnits stock, int generations, Estimator estimator) {
    if (!(policy.choose() instanceof Policy.Choose.Random)) {
      return Optional.empty();
    }
    List<State> states = new ArrayList<>();
    if (policy instanceof Policy.Mixture mixture) {
      MixtureLaw.states(mixture.realShare(), stock, generations, estimator, states);
    } else if (policy instanceof Policy.AccumulateSubsample subsample) {
      long size = subsample.size().of(stock.real());
      AccumulateSubsampleLaw.states(size, stock, generations, estimator, states);
    } else if (policy instanceof Policy.Accumulate) {
      AccumulateLaw.states(stock, generations, estimator, states);
    } else if (policy instanceof Policy.Partial partial) {
      PartialLaw.states(partial.share(), stock, generations, estimator, states);
    } else if (policy.isRandom()
        && (!policy.isLinear() || policy.rule() instanceof Policy.Partial)) {
      return Optional.empty(); // a recipe under one key does not represent the random recipes
    } else {
      new RecipeErrors(policy, estimator).states(stock, generations, states);
    }
    return Optional.of(new PoolingLaw(states));
  }

  /** The law for maximum likelihood. */
  public static Optional<PoolingLaw> of(Policy policy, AvailableUnits stock, int generations) {
    return of(policy, stock, generations, Estimator.likelihood());
  }

  /** The state of M_g and T_g. */
  public State at(int generation) {
    return states.get(generation);
  }
}
