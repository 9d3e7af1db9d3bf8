package ouroboros.safeguard.judge;

import ouroboros.ngram.sampling.TokenProbabilities;

/**
 * A language model that judges sentences. A sentence is its tokens and {@code </s>}; also one that
 * was cut at the greatest length. Not thread-safe.
 */
public final class Judge {
  private final TokenProbabilities.Walk walk;
  private final int closed;

  /**
   * @param closed one more than the highest id of the closed vocabulary; other ids are {@code
   *     <unk>}
   */
  public Judge(TokenProbabilities model, int closed) {
    walk = model.walk();
    this.closed = closed;
  }

  /** -log2 p(sentence); infinite where the model cannot draw it. */
  public double bits(int[] tokens, int start, int end) {
    return walk.bits(tokens, start, end, closed);
  }

  /** -log2 p(sentence) a token, {@code </s>} included. */
  public double bitsPerToken(int[] tokens, int start, int end) {
    return bits(tokens, start, end) / (end - start + 1);
  }
}
