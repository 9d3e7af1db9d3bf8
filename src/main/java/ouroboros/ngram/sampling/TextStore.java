package ouroboros.ngram.sampling;

import ouroboros.random.Philox;
import ouroboros.text.Vocabulary;

/**
 * A store of text from which single tokens are taken: a nearest-neighbour language model on counts.
 * The next token is one of the occurrences behind the longest suffix of the context that the store
 * has. Occurrences of types that R lacks do not count.
 *
 * <p>The text is held as a model of order {@code match + 1} without smoothing: its contexts are the
 * suffixes, and the counts of a context are the occurrences behind it. {@code <s>} is no token, so
 * at the start of a sentence there is no suffix.
 *
 * @param text the n-grams of the store, all lengths up to match + 1
 * @param rate probability that a token comes from the store, in (0, 1]
 * @param realEnd one more than the highest id of R's types
 * @param drawsUnknown whether {@code <unk>} may be drawn
 * @see <a href="https://arxiv.org/abs/1911.00172">Khandelwal et al. 2020, Generalization through
 *     memorization: nearest neighbor language models</a>
 */
public record TextStore(Sampler text, double rate, int realEnd, boolean drawsUnknown) {

  /** What {@link #token} returns where the model gives the token. */
  static final int NONE = -1;

  /** Whether a token comes from the store, by a random number. */
  boolean isAsked(long lot) {
    return rate >= 1 || Long.compareUnsigned(lot, (long) (rate * 0x1p63) << 1) < 0;
  }

  /**
   * The next token, or {@link #NONE}.
   *
   * @param context the longest end of the sentence that the text has, by its number
   * @param occurrence a random number
   */
  int token(int context, long occurrence) {
    for (int c = context; c != 0; c = text.shorter[c]) {
      int from = text.offsets[c];
      int end = text.offsets[c + 1];
      while (end > from && text.words[end - 1] >= realEnd) {
        end--;
      }
      boolean skipsFirst = end > from && text.words[from] == Vocabulary.UNK && !drawsUnknown;
      long skipped = skipsFirst ? text.cumulative[from] : 0;
      long all = end > from ? text.cumulative[end - 1] - skipped : 0;
      if (all > 0) {
        long place = skipped + Philox.unsignedMultiplyHigh(occurrence, all);
        return text.words[text.above(from, end, place)];
      }
    }
    return NONE;
  }
}
