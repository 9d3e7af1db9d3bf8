package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.random.KeyedStream;
import ouroboros.text.Vocabulary;

/**
 * Draws sentences one by one, the same that a {@link SentenceDrawer} of the same model draws, and
 * says of each token which n-gram it was drawn as.
 *
 * <p>Without smoothing and decoding, a draw is an integer below the count of a context, and the
 * part of it that is below the count of the n-gram is the number of one of its occurrences.
 * Otherwise an n-gram is known, but no occurrence of it. At a temperature, with top-k, top-p or a
 * repetition penalty, tokens are drawn from the longest context after which they were seen. Not
 * thread-safe.
 */
public final class TracedDrawer {
  /** The order of a token from the uniform distribution below the unigrams. */
  public static final int UNIFORM = 0;

  private final Sampler model;
  private final TokenSource source;
  private final KeyedStream random;
  private final boolean isExact;
  private final int maxLength;

  private int[] tokens = new int[64];
  private int[] orders = new int[64];
  private long[] occurrences = new long[64];
  private int length;

  TracedDrawer(
      Sampler model, TokenSource source, KeyedStream random, boolean isExact, int maxLength) {
    this.model = model;
    this.source = source;
    this.random = random;
    this.isExact = isExact;
    this.maxLength = maxLength;
  }

  /** Draws the sentence with this counter word; the other methods are then about it. */
  public void draw(long word) {
    random.seek(word);
    source.begin();
    length = 0;
    int context = model.start;
    while (true) {
      int token = source.token(context);
      if (length == tokens.length) {
        grow();
      }
      tokens[length] = token;
      orders[length] = order(context, token);
      occurrences[length] = isExact ? ((SamplerTokens) source).inside() : -1;
      if (token == Vocabulary.EOS) {
        return;
      }
      if (++length == maxLength) {
        return;
      }
      if (length == SentenceDrawer.LONGEST) {
        throw SentenceDrawer.endless(word, 0);
      }
      source.say(token);
      int after = source.follows();
      context = after >= 0 ? after : model.follow(context, token);
    }
  }

  private void grow() {
    tokens = Arrays.copyOf(tokens, 2 * length);
    orders = Arrays.copyOf(orders, 2 * length);
    occurrences = Arrays.copyOf(occurrences, 2 * length);
  }

  private int order(int context, int token) {
    if (source instanceof SamplerTokens plain) {
      return plain.from() < 0 ? UNIFORM : model.length(plain.from()) + 1;
    }
    int c = context;
    while (model.find(c, token) < 0) {
      if (c == 0 || model.shorter.length == 0) {
        return UNIFORM;
      }
      c = model.shorter[c];
    }
    return model.length(c) + 1;
  }

  /** Tokens of the sentence, without {@code </s>}. */
  public int length() {
    return length;
  }

  /** The token at a position, {@code 0 <= position < length}. */
  public int token(int position) {
    return tokens[position];
  }

  /** The order of the n-gram that the token at a position was drawn as; or {@link #UNIFORM}. */
  public int order(int position) {
    return orders[position];
  }

  /** The number of the occurrence of that n-gram; -1 where the draw names none. */
  public long occurrence(int position) {
    return occurrences[position];
  }
}
