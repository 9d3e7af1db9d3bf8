package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * F_t = F_1 (1 - a/M - a (1 - a)/(M - 1))^(t-1): {@code partial}, where k = round((1 - a) M) points
 * of T_{g-1}, chosen at random, stay in T_g and M - k points are new draws. F as in {@link
 * PoolingLaw}.
 */
public final class PartialLaw {
  private PartialLaw() {}

  /** F at fit t, for a M an integer. */
  public static double diversity(double m, double share, int t) {
    double factor = 1 - share / m - share * (1 - share) / (m - 1);
    return (1 - 1 / m) * StrictMath.pow(factor, t - 1);
  }

  static void states(
      double share,
      AvailableUnits stock,
      int generations,
      Estimator estimator,
      List<PoolingLaw.State> states) {
    double m = stock.real();
    double kept = Math.round((1 - share) * m);
    double drawn = m - kept;
    double error = 1 / m;
    double moment = 1;
    for (int g = 0; g <= generations; g++) {
      PoolingLaw.State state = PoolingLaw.State.of(error, moment, 1 / m, estimator);
      states.add(state);
      double within = estimator.within().applyAsDouble(state.diversity());
      double spread = m > 1 ? m / (m - 1) * (moment - error) : 0;
      moment = (kept * moment + drawn * (error + within)) / m;
      error += (kept * (1 - kept / m) * spread + drawn * within) / (m * m);
    }
  }
}
