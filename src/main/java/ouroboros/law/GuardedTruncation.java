package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.law.gate.DetectorLaw;
import ouroboros.law.gate.TruncationLaw;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * One critic with limits on a Gaussian of dimension 1 under {@code replace}. With moving limits the
 * expected variance is exact for any n: each generation multiplies it by (1 - 1/n) v, v that of
 * {@link TruncationLaw}. With fixed limits the law is for many points.
 */
final class GuardedTruncation {
  /** Points from which a law for many points is used. */
  private static final long MANY = 100_000;

  private final boolean isMoving;
  private final TruncationLaw passed;
  private final List<Double> variances = new ArrayList<>();
  private final List<Double> moments = new ArrayList<>();
  private final List<Double> means = new ArrayList<>();

  private GuardedTruncation(boolean isMoving, TruncationLaw passed) {
    this.isMoving = isMoving;
    this.passed = passed;
  }

  static Optional<GuardedTruncation> of(TruthCell cell) {
    List<Safeguard.Gate> gates = cell.safeguards().gates();
    Refill refill = cell.safeguards().refill();
    if (!(cell.family() instanceof TruthSpec.Gaussian family
        && family.dimension() == 1
        && cell.policy() instanceof Policy.Replace
        && gates.size() == 1
        && gates.get(0) instanceof Safeguard.Critic critic
        && refill != Refill.REAL)) {
      return Optional.empty();
    }
    double low = TruncationLaw.quantile(critic.low());
    double high = TruncationLaw.quantile(critic.high());
    boolean moves = critic.limits() == Safeguard.Limits.MOVING;
    GuardedTruncation law =
        new GuardedTruncation(moves, TruncationLaw.between(low, high, critic.noise()));
    if (moves) {
      law.moving(cell, family);
    } else if (cell.size() >= MANY && cell.real() >= MANY) {
      law.fixed(cell, family, low, high, critic.noise());
    }
    return Optional.of(law);
  }

  private void moving(TruthCell cell, TruthSpec.Gaussian family) {
    double reciprocal =
        cell.safeguards().refill() == Refill.SHRINK
            ? DetectorLaw.reciprocal(cell.size(), passed.kept())
            : 1.0 / cell.size();
    boolean byN = family.divisor() == TruthSpec.Divisor.N;
    double variance = byN ? 1 - 1.0 / cell.real() : 1;
    double mean = 1.0 / cell.real();
    add(variance, mean, 1);
    for (int g = 1; g <= cell.generations(); g++) {
      double drawn = family.spread() * passed.variance() * variance;
      double moment = mean + drawn;
      mean += reciprocal * drawn;
      variance = byN ? (1 - reciprocal) * drawn : drawn;
      add(variance, mean, moment);
    }
  }

  private void fixed(
      TruthCell cell, TruthSpec.Gaussian family, double low, double high, double noise) {
    double variance = 1;
    double mean = 0;
    add(variance, 0, 1);
    for (int g = 1; g <= cell.generations(); g++) {
      double deviation = StrictMath.sqrt(family.spread() * variance);
      TruncationLaw here =
          TruncationLaw.between((low - mean) / deviation, (high - mean) / deviation, noise);
      mean += deviation * here.mean();
      variance = deviation * deviation * here.variance();
      add(variance, mean * mean, variance + mean * mean);
    }
  }

  private void add(double variance, double mean, double moment) {
    variances.add(variance);
    means.add(mean);
    moments.add(moment);
  }

  /** The share that passes, where it is the same in every generation. */
  Optional<Double> kept() {
    return isMoving ? Optional.of(passed.kept()) : Optional.empty();
  }

  /** Around the mean the limits must be alike for the mean to stay where it is. */
  private boolean isEven() {
    return isMoving && Math.abs(passed.mean()) < 1e-12;
  }

  Optional<Expectation> expected(int generation, Measure measure) {
    if (variances.isEmpty()) {
      return Optional.empty();
    }
    return switch (measure.metric()) {
      case "variance" -> Optional.of(Expectation.of(variances.get(generation)));
      case "squared-mean", "mean-squared-error" ->
          isEven() ? Optional.of(Expectation.of(means.get(generation))) : Optional.empty();
      case "second-moment" ->
          isEven() ? Optional.of(Expectation.of(moments.get(generation))) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
