package ouroboros.safeguard.judge;

import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * Passes the sentences whose bits a token are within limits, and decides the opposite with
 * probability {@code noise}. One random number a sentence, none without noise.
 */
public final class CriticFilter implements TextGate.ScoreFilter {
  private final Judge judge;
  private final QuantileLimits limits;
  private final double noise;

  /**
   * @param noise probability of the opposite decision, in [0, 1]
   */
  public CriticFilter(Judge judge, QuantileLimits limits, double noise) {
    this.judge = judge;
    this.limits = limits;
    this.noise = noise;
  }

  @Override
  public boolean passes(int[] tokens, int start, int end, KeyedStream random) {
    return passes(judge.bitsPerToken(tokens, start, end), random);
  }

  @Override
  public void scores(int[][] sentences, int many, double[] into) {
    judge.bitsPerToken(sentences, many, into);
  }

  @Override
  public boolean passes(double score, KeyedStream random) {
    boolean opposite = noise > 0 && random.nextDouble() < noise;
    return opposite != limits.pass(score);
  }
}
