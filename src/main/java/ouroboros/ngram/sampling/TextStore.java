package ouroboros.ngram.sampling;

/**
 * A store of text from which single tokens are taken: a nearest-neighbour language model on counts.
 * The next token is one of the occurrences behind the longest suffix of the context that the store
 * has. {@code <s>} is no token, so at the start of a sentence there is no suffix.
 *
 * @param text what follows each suffix, without the types that R lacks
 * @param rate probability that a token comes from the store, in (0, 1]
 * @see <a href="https://arxiv.org/abs/1911.00172">Khandelwal et al. 2020, Generalization through
 *     memorization: nearest neighbor language models</a>
 */
public record TextStore(StoredText text, double rate) {

  /** What {@link StoredText.Lookup#token} returns where the model gives the token. */
  static final int NONE = -1;

  /** Whether a token comes from the store, by a random number. */
  boolean isAsked(long lot) {
    return rate >= 1 || Long.compareUnsigned(lot, (long) (rate * 0x1p63) << 1) < 0;
  }
}
