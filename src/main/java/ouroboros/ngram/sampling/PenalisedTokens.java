package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.random.KeyedStream;

/**
 * Draws tokens whose probability is divided by theta if the sentence already contains them. A token
 * is drawn without the penalty. If the sentence contains it, it is accepted with probability 1 /
 * theta; otherwise another one is drawn. Cost: at most theta draws per token on average.
 */
final class PenalisedTokens implements TokenSource {
  private final TokenSource tokens;
  private final KeyedStream random;

  /** 1 / theta in units of 2^-64, unsigned. */
  private final long stays;

  private boolean[] isSaid = new boolean[1 << 10];
  private int[] said = new int[64];
  private int many;

  PenalisedTokens(TokenSource tokens, KeyedStream random, double penalty) {
    this.tokens = tokens;
    this.random = random;
    stays = (long) (1 / penalty * 0x1p63) << 1;
  }

  @Override
  public void begin() {
    for (int i = 0; i < many; i++) {
      isSaid[said[i]] = false;
    }
    many = 0;
    tokens.begin();
  }

  @Override
  public void say(int word) {
    if (word >= isSaid.length) {
      isSaid = Arrays.copyOf(isSaid, Math.max(word + 1, 2 * isSaid.length));
    }
    if (!isSaid[word]) {
      isSaid[word] = true;
      if (many == said.length) {
        said = Arrays.copyOf(said, 2 * many);
      }
      said[many++] = word;
    }
    tokens.say(word);
  }

  @Override
  public int follows() {
    return tokens.follows();
  }

  @Override
  public int token(int context) {
    while (true) {
      int word = tokens.token(context);
      boolean contained = word < isSaid.length && isSaid[word];
      if (!contained || Long.compareUnsigned(random.nextLong(), stays) < 0) {
        return word;
      }
    }
  }
}
