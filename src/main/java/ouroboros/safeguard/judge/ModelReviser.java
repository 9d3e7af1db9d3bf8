package ouroboros.safeguard.judge;

import ouroboros.ngram.sampling.LikelyWords;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;
import ouroboros.text.Vocabulary;

/**
 * Draws tokens again from the most probable words of a model. Which tokens depends on their
 * probability given the tokens before them in the sentence as it came, so a change does not lead to
 * further ones. {@code </s>} is neither changed nor drawn, so a sentence keeps its length; {@code
 * <unk>} is not drawn either. One random number for each token that is drawn again.
 *
 * @see <a href="https://arxiv.org/abs/2412.14689">Zhu et al. 2024, How to synthesize text data
 *     without model collapse?</a>, section 4: token editing
 */
public final class ModelReviser implements TextGate.Reviser {
  private final TokenProbabilities.Walk walk;
  private final LikelyWords likely;
  private final int closed;
  private final boolean changesLikely;
  private final double threshold;

  /**
   * @param closed one more than the highest id of the closed vocabulary; other ids are {@code
   *     <unk>}
   * @param changesLikely whether tokens of at least the threshold are drawn again; if not, those
   *     below it
   * @param most of how many words a token is drawn
   */
  public ModelReviser(
      TokenProbabilities model, int closed, boolean changesLikely, double threshold, int most) {
    walk = model.walk();
    likely = new LikelyWords(model, most);
    this.closed = closed;
    this.changesLikely = changesLikely;
    this.threshold = threshold;
  }

  @Override
  public int[] revise(int[] sentence, KeyedStream random) {
    walk.start();
    int[] revised = sentence;
    for (int i = 0; i < sentence.length; i++) {
      int context = walk.context();
      double p = walk.step(sentence[i] >= closed ? Vocabulary.UNK : sentence[i]);
      if (p >= threshold != changesLikely) {
        continue;
      }
      LikelyWords.Words words = likely.after(context);
      if (words.words().length == 0) {
        continue;
      }
      int word = words.at(random.nextDouble());
      if (word != sentence[i]) {
        revised = revised == sentence ? sentence.clone() : revised;
        revised[i] = word;
      }
    }
    return revised;
  }
}
