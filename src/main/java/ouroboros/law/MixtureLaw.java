package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * D_t = (1 - a)^2 (1 - 1/n) D_{t-1} + 1/n: {@code mixture}, where each of n points is real with
 * probability a. D as in {@link PoolingLaw}.
 */
public final class MixtureLaw {
  private MixtureLaw() {}

  /** D after infinitely many fits. */
  public static double limit(double n, double realShare) {
    return 1 / n / (1 - (1 - realShare) * (1 - realShare) * (1 - 1 / n));
  }

  static void states(
      double realShare,
      AvailableUnits stock,
      int generations,
      Estimator estimator,
      List<PoolingLaw.State> states) {
    states(realShare, (double) stock.real(), 1.0 / stock.size(), generations, estimator, states);
  }

  /**
   * @param reciprocal E(1/N), N the points of T_g for g >= 1, of which each is real independently
   */
  static void states(
      double realShare,
      double real,
      double reciprocal,
      int generations,
      Estimator estimator,
      List<PoolingLaw.State> states) {
    PoolingLaw.State state = PoolingLaw.State.of(1 / real, 1, 1 / real, estimator);
    states.add(state);
    double rest = 1 - realShare;
    for (int g = 1; g <= generations; g++) {
      double drawn = state.error() + estimator.within().applyAsDouble(state.diversity());
      double moment = realShare + rest * drawn;
      double error = moment * reciprocal + (1 - reciprocal) * rest * rest * state.error();
      state = PoolingLaw.State.of(error, moment, reciprocal, estimator);
      states.add(state);
    }
  }
}
