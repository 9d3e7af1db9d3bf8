package ouroboros.safeguard.judge;

import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * Chooses one of several candidates by their rewards: candidate c with probability proportional to
 * e^(scale reward_c) (Bradley-Terry), or the best one. Where there are several rewards, each unit
 * is judged by one of them, drawn by weight with the first random number. The candidate takes the
 * next one.
 *
 * @see <a href="https://doi.org/10.2307/2334029">Bradley and Terry 1952, Rank analysis of
 *     incomplete block designs</a>
 * @see <a href="https://arxiv.org/abs/2407.09499">Ferbach et al. 2024, Self-consuming generative
 *     models with curated data provably optimize human preferences</a>
 */
public final class BestOfChooser implements TextGate.Chooser {
  private final int candidates;
  private final List<Weighted> rewards;
  private final double scale;
  private final boolean best;

  /** What a sentence is worth. */
  public interface Reward {
    /** The reward of a sentence; any number but NaN. */
    double of(int[] sentence);
  }

  /**
   * A reward, and how often it judges.
   *
   * @param weight above 0
   */
  public record Weighted(Reward reward, double weight) {}

  /**
   * @param candidates how many candidates it chooses from
   * @param best whether the best is chosen, the lower number where several are
   */
  public BestOfChooser(int candidates, List<Weighted> rewards, double scale, boolean best) {
    this.candidates = candidates;
    this.rewards = List.copyOf(rewards);
    this.scale = scale;
    this.best = best;
  }

  @Override
  public int candidates() {
    return candidates;
  }

  @Override
  public int choose(int[][] sentences, KeyedStream random) {
    Reward reward = reward(random);
    double[] scores = new double[sentences.length];
    int first = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = reward.of(sentences[c]);
      first = scores[c] > scores[first] ? c : first;
    }
    return best ? first : sample(scores, scores[first], random);
  }

  private Reward reward(KeyedStream random) {
    if (rewards.size() == 1) {
      return rewards.get(0).reward();
    }
    double sum = 0;
    for (Weighted each : rewards) {
      sum += each.weight();
    }
    double left = random.nextDouble() * sum;
    for (Weighted each : rewards) {
      left -= each.weight();
      if (left < 0) {
        return each.reward();
      }
    }
    return rewards.get(rewards.size() - 1).reward();
  }

  /** A candidate with probability proportional to e^(scale reward). */
  private int sample(double[] scores, double highest, KeyedStream random) {
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      // Where all are infinitely bad, all are equally good.
      scores[c] = scores[c] == highest ? 1 : StrictMath.exp(scale * (scores[c] - highest));
      sum += scores[c];
    }
    double left = random.nextDouble() * sum;
    for (int c = 0; c < scores.length - 1; c++) {
      left -= scores[c];
      if (left < 0) {
        return c;
      }
    }
    return scores.length - 1;
  }
}
