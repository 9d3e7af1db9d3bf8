package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * F_t = prod_{k=1..t} (1 - 1/(n k^2)) under {@code accumulate}, with R and every S_g of n points; D
 * and F as in {@link PoolingLaw}. For t to infinity F_t tends to sin(pi/sqrt n)/(pi/sqrt n), and n
 * D_t tends to a value near pi^2/6 for large n.
 *
 * @see <a href="https://arxiv.org/abs/2410.22812">arXiv 2410.22812</a>
 */
public final class AccumulateLaw {
  private AccumulateLaw() {}

  /** F at fit t, for R and all S_g of n points. Cost: O(t). */
  public static double diversity(double n, int t) {
    double product = 1;
    for (int k = 1; k <= t; k++) {
      product *= 1 - 1 / (n * k * k);
    }
    return product;
  }

  /** F after infinitely many fits. */
  public static double limit(double n) {
    double x = Math.PI / StrictMath.sqrt(n);
    return StrictMath.sin(x) / x;
  }

  /**
   * For sizes of any kind: n new points change the mean of the N pooled points by n/(N + n) times
   * the noise of their own mean.
   */
  static void states(
      AvailableUnits stock, int generations, Estimator estimator, List<PoolingLaw.State> states) {
    double all = stock.real();
    double n = stock.size();
    double error = 1 / all;
    double moment = 1;
    for (int g = 0; g <= generations; g++) {
      PoolingLaw.State state = PoolingLaw.State.of(error, moment, 1 / all, estimator);
      states.add(state);
      double within = estimator.within().applyAsDouble(state.diversity());
      double share = n / (all + n);
      error += share * share * within / n;
      moment += share * (state.error() + within - moment);
      all += n;
    }
  }
}
