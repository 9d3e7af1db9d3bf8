package ouroboros.ngram.sampling;

import java.util.HashMap;
import java.util.Map;
import ouroboros.random.KeyedStream;
import ouroboros.random.Multinomial;
import ouroboros.text.Vocabulary;

/**
 * Splits walkers in one context of a model with smoothing over the tokens that follow. Few walkers
 * draw their tokens one by one, as sentences do; many are split by one multinomial over all tokens,
 * with the weights of {@link FullContexts}. The number of walkers decides which, so the law of the
 * counts is the same. Cost: the smaller of one look-up per order for each walker and one for each
 * token of the vocabulary. Memory: up to {@value #MOST_KNOWN} weights. Not thread-safe.
 */
public final class TokenSplit {
  /** Walkers draw one by one where they are at most this part of the tokens. */
  private static final int FEW = 4;

  /** The most weights that are kept, in all contexts together. */
  private static final int MOST_KNOWN = 1 << 23;

  private final Sampler model;
  private final FullContexts weights;
  private final KeyedStream random;
  private final TokenSource single;
  private final Map<Integer, FullContexts.Row> known = new HashMap<>();
  private int knownWeights;

  /**
   * @param model as it was fitted
   * @param decoding without a penalty and without a floor of entropy
   * @param random where it stands when {@link #split} is called decides what is drawn
   */
  public TokenSplit(Sampler model, Decoding decoding, boolean drawsUnknown, KeyedStream random) {
    this.model = model;
    this.random = random;
    weights = FullContexts.weights(model, decoding, drawsUnknown);
    single = DecodedModel.of(model, decoding, drawsUnknown).tokens(random);
    single.begin();
  }

  /**
   * The longest context of the model that ends a history.
   *
   * @param history the newest token first; only as many as are needed are read
   * @param length how many
   */
  public int context(int[] history, int length) {
    int from = 0;
    while (from < length && history[from] != Vocabulary.BOS) {
      from++;
    }
    int context = from < length ? model.start : 0;
    for (int i = from - 1; i >= 0; i--) {
      context = model.follow(context, history[i]);
    }
    return context;
  }

  /**
   * Splits walkers over the next tokens. A token may come several times, in any order.
   *
   * @param sink gets tokens and how many walkers drew them
   */
  public void split(int context, long walkers, Multinomial.Sink sink) {
    if (walkers <= weights.types() / FEW) {
      for (long i = 0; i < walkers; i++) {
        sink.accept(single.token(context), 1);
      }
      return;
    }
    FullContexts.Row row = known.get(context);
    if (row == null) {
      row = weights.row(context);
      if (knownWeights + row.words().length <= MOST_KNOWN) {
        knownWeights += row.words().length;
        known.put(context, row);
      }
    }
    int[] words = row.words();
    Multinomial.split(
        random,
        row.cumulative(),
        0,
        words.length,
        0,
        walkers,
        (index, many) -> sink.accept(words[index], many));
  }
}
