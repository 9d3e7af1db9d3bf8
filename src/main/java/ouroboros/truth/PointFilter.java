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

  /**
   * A review of points by simulated reviewers: of units 0 .. budget - 1 those pass that a majority
   * accepts. A reviewer rejects a good point with probability {@code error} and accepts a bad one
   * with {@code error-bad}.
   */
  final class Reviewers {
    private final Safeguard.Review review;
    private final PointFilter good;
    private final long budget;

    /**
     * @param drawn the mean and standard deviation of what the model draws; empty if it is not
     *     normal
     * @param real units of R, for a budget that is a share of them
     */
    Reviewers(Safeguard.Review review, Optional<PointModel.Spread> drawn, long real) {
      this.review = review;
      good = of(review.by(), drawn);
      budget = review.budget().of(real);
    }

    /** Whether a unit is among those that are reviewed. */
    boolean sees(long unit) {
      return unit < budget;
    }

    /** Whether a point passes that is reviewed. */
    boolean accepts(Point point, KeyedStream random) {
      boolean isGood = good.passes(point, random);
      int accepted = 0;
      for (int r = 0; r < review.reviewers(); r++) {
        double accepts = isGood ? 1 - review.error() : review.errorBad();
        accepted += random.nextDouble() < accepts ? 1 : 0;
      }
      return 2 * accepted > review.reviewers();
    }

    /** Whether units pass that are not reviewed. */
    boolean passesRest() {
      return review.rest() == Safeguard.Rest.PASS;
    }
  }
}
