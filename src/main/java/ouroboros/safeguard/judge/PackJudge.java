package ouroboros.safeguard.judge;

import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * Passes a pack of sentences that has at least a number of distinct types per token. One sentence
 * alone can look real while many together repeat themselves.
 *
 * @see <a href="https://arxiv.org/abs/1712.04086">Lin et al. 2018, PacGAN: the power of two samples
 *     in generative adversarial networks</a>
 */
public final class PackJudge implements TextGate.PackFilter {
  private final int pack;
  private final double least;
  private final DistinctTypes types = new DistinctTypes();

  /**
   * @param pack units of a pack
   * @param least distinct types per token that pass
   */
  public PackJudge(int pack, double least) {
    this.pack = pack;
    this.least = least;
  }

  @Override
  public int pack() {
    return pack;
  }

  @Override
  public boolean passes(int[][] sentences, KeyedStream random) {
    return perToken(sentences) >= least;
  }

  /** Distinct types per token of a pack, {@code </s>} not counted; 0 without tokens. */
  public double perToken(int[][] sentences) {
    for (int[] sentence : sentences) {
      types.add(sentence, 0, sentence.length);
    }
    return types.perToken();
  }
}
