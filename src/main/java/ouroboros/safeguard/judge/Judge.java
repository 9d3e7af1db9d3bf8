package ouroboros.safeguard.judge;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.ManySentences;
import ouroboros.ngram.sampling.TokenProbabilities;

/**
 * A language model that judges sentences. A sentence is its tokens and {@code </s>}; also one that
 * was cut at the greatest length. Not thread-safe.
 */
public final class Judge {
  private final TokenProbabilities model;
  private final TokenProbabilities.Walk walk;
  private final int closed;
  private @Nullable ManySentences many;

  /**
   * @param closed one more than the highest id of the closed vocabulary; other ids are {@code
   *     <unk>}
   */
  public Judge(TokenProbabilities model, int closed) {
    this.model = model;
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

  /** The bits a token of the sentences {@code [0, count)}: many at once are faster. */
  public void bitsPerToken(int[][] sentences, int count, double[] into) {
    ManySentences together = many;
    if (together == null) {
      together = model.manySentences();
      many = together;
    }
    together.bits(sentences, count, closed, into);
    for (int i = 0; i < count; i++) {
      into[i] /= sentences[i].length + 1;
    }
  }
}
