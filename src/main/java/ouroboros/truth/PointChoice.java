package ouroboros.truth;

import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.WeightedReward;

/** Which of several points of known types {@code best-of} chooses. */
final class PointChoice {
  private PointChoice() {}

  /**
   * The place of the chosen point.
   *
   * @param types of the points, the first {@code found}
   */
  static int of(Safeguard.BestOf best, double[] types, int found, KeyedStream random) {
    List<Double> values = ((Safeguard.Values) judge(best.rewards(), random)).values();
    double[] rewards = new double[found];
    int highest = 0;
    for (int i = 0; i < found; i++) {
      rewards[i] = values.get((int) types[i]);
      highest = rewards[i] > rewards[highest] ? i : highest;
    }
    return best.choose() == Safeguard.Pick.MAX
        ? highest
        : sample(rewards, rewards[highest], best.scale(), random);
  }

  private static Safeguard.Reward judge(List<WeightedReward> rewards, KeyedStream random) {
    if (rewards.size() == 1) {
      return rewards.get(0).reward();
    }
    double sum = 0;
    for (WeightedReward reward : rewards) {
      sum += reward.weight();
    }
    double at = random.nextDouble() * sum;
    int last = rewards.size() - 1;
    for (int i = 0; i < last; i++) {
      at -= rewards.get(i).weight();
      if (at < 0) {
        return rewards.get(i).reward();
      }
    }
    return rewards.get(last).reward();
  }

  /** A place with a probability in proportion to e^(scale x reward). */
  private static int sample(double[] rewards, double highest, double scale, KeyedStream random) {
    double sum = 0;
    double[] weights = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      weights[i] = StrictMath.exp(scale * (rewards[i] - highest));
      sum += weights[i];
    }
    double at = random.nextDouble() * sum;
    int i = 0;
    while (i < rewards.length - 1 && at >= weights[i]) {
      at -= weights[i++];
    }
    return i;
  }
}
