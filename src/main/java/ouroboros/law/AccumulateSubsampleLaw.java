package ouroboros.law;

import java.util.List;
import ouroboros.policy.AvailableUnits;

/**
 * {@code accumulate-subsample}: T_g is m points drawn without replacement from a pool of N points;
 * then n points drawn from the model are added to the pool. D and F as in {@link PoolingLaw}.
 *
 * <p>Let V be the error of the pool's mean and Q its second moment. S = N/(N - 1) (Q - V) is the
 * pool's expected variance, D = V + (S/m)(1 - m/N), F = S (m - 1)/m, and n points of the model
 * change V to (N^2 V + 2 N n V + n^2 (D + F/n))/(N + n)^2. If R, T_g and S_g all have n points, n D
 * tends to pi^2/2 - 2 for large n. Cost: O(1) per fit.
 */
public final class AccumulateSubsampleLaw {
  private AccumulateSubsampleLaw() {}

  static void states(
      long size,
      AvailableUnits stock,
      int generations,
      Estimator estimator,
      List<PoolingLaw.State> states) {
    double all = stock.real();
    double n = stock.size();
    double poolError = 1 / all;
    double poolMoment = 1;
    for (int g = 0; g <= generations; g++) {
      double m = g == 0 ? all : size;
      double spread = all > 1 ? all / (all - 1) * (poolMoment - poolError) : 0;
      double error = poolError + spread / m * (1 - m / all);
      PoolingLaw.State state = PoolingLaw.State.of(error, poolMoment, 1 / m, estimator);
      states.add(state);
      double within = estimator.within().applyAsDouble(state.diversity());
      double drawn = error + within / n;
      double total = all + n;
      poolError =
          (all * all * poolError + 2 * all * n * poolError + n * n * drawn) / (total * total);
      poolMoment += n / total * (error + within - poolMoment);
      all = total;
    }
  }

  /**
   * F at fit t if R, T_g and S_g all have n points. Here a recursion for S alone is enough. Cost:
   * O(t).
   */
  public static double diversity(double n, int t) {
    double spread = 1 - 1 / n;
    double diversity = spread;
    for (int k = 1; k <= t; k++) {
      double all = k * n;
      double sample = all > 1 ? spread / n * (all - n) / (all - 1) : 0;
      diversity = all > 1 ? spread * all / (all - 1) * (n - 1) / n : 0;
      double step = sample + diversity / n;
      spread =
          (k * spread + diversity * (n - 1) / n) / (k + 1) + k * step / ((k + 1.0) * (k + 1.0));
    }
    return diversity;
  }
}
