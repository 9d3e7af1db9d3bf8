package ouroboros.truth;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.Safeguard;

/** A gate that passes or drops one point, ready to judge the points of one generation. */
interface PointFilter {

  /** Whether a point passes, by the random numbers that belong to this gate and this point. */
  boolean passes(Point point, KeyedStream random);

  /** What a gate sees of a point. */
  interface Point {
    boolean isSynthetic();

    /** Its type, or its value. It is drawn only where it is asked for. */
    double value();
  }

  /**
   * The filter of a gate.
   *
   * @param drawn what the model draws, where that is normal
   */
  static PointFilter of(Safeguard.Gate gate, Optional<PointModel.Spread> drawn) {
    Safeguard.Gate judge = gate.judge();
    if (judge instanceof Safeguard.Blind blind) {
      return (point, random) -> blind.passes(random);
    } else if (judge instanceof Safeguard.Detector detector) {
      return (point, random) -> detector.passes(point.isSynthetic(), random);
    } else if (judge instanceof Safeguard.KeepRates critic) {
      List<Double> rates = critic.rates();
      return (point, random) -> random.nextDouble() < rates.get((int) point.value());
    } else if (judge instanceof Safeguard.Critic critic) {
      return interval(critic, drawn);
    }
    throw new IllegalStateException(gate.kind() + " does not judge points.");
  }

  private static PointFilter interval(Safeguard.Critic critic, Optional<PointModel.Spread> drawn) {
    PointModel.Spread of =
        critic.limits() == Safeguard.Limits.FIXED
            ? new PointModel.Spread(0, 1)
            : drawn.orElseThrow();
    double low = quantile(critic.low(), of);
    double high = quantile(critic.high(), of);
    double noise = critic.noise();
    return (point, random) -> {
      double x = point.value();
      boolean inside = x >= low && x <= high;
      return (noise > 0 && random.nextDouble() < noise) ? !inside : inside;
    };
  }

  private static double quantile(double share, PointModel.Spread of) {
    if (share <= 0) {
      return Double.NEGATIVE_INFINITY;
    } else if (share >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(share);
    return of.mean() + of.deviation() * z;
  }
}
