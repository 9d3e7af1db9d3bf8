package ouroboros.safeguard.judge;

import ouroboros.policy.RecipeLine;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * Takes a sentence floor(w/w' + u) times, but at most {@code most} times; w = (1 - p)^power, where
 * p is the probability that a machine wrote it, w' a fixed mean of w, and u the gate's random
 * number of the unit. So a sentence is taken w/w' times in expectation, where that is below the
 * most.
 *
 * <p>The score is the log-odds that a person wrote the sentence, so 1 - p = 1/(1 + e^(-score)).
 *
 * @see <a href="https://arxiv.org/abs/2502.15654">Drayson, Yilmaz and Lampos 2025,
 *     Machine-generated text detection prevents language model collapse</a>
 */
public final class Resampling implements TextGate.Copier {
  private final Score score;
  private final double power;
  private final double mean;
  private final int most;

  /** A number for a sentence. */
  @FunctionalInterface
  public interface Score {
    /** The number of the sentence {@code tokens[start .. end)}. */
    double of(int[] tokens, int start, int end);
  }

  /**
   * @param mean w', above 0
   * @param most copies of a sentence
   */
  public Resampling(Score score, double power, double mean, int most) {
    this.score = score;
    this.power = power;
    this.mean = mean;
    this.most = most;
  }

  /** The weight w of a sentence with a score, in [0, 1]. */
  public static double weight(double score, double power) {
    return StrictMath.pow(1 / (1 + StrictMath.exp(-score)), power);
  }

  /** w/w' of a sentence. */
  private double relative(int[] tokens, int start, int end) {
    return weight(score.of(tokens, start, end), power) / mean;
  }

  @Override
  public int copies(int[] tokens, int start, int end, KeyedStream random) {
    return (int) Math.min(most, Math.floor(relative(tokens, start, end) + random.nextDouble()));
  }

  /** The same number as a weight: w/w', but at most {@code most}, to the nearest 2^-20. */
  public TextGate.Weigher weigher() {
    return (tokens, start, end) ->
        (long) Math.rint(Math.min(most, relative(tokens, start, end)) * RecipeLine.ONE);
  }
}
