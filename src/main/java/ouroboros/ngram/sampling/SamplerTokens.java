package ouroboros.ngram.sampling;

import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.random.KeyedStream;
import ouroboros.random.Philox;
import ouroboros.text.Vocabulary;

/**
 * Draws single tokens from a compiled model. It uses the same random numbers in the same way as
 * {@link Drawer}, so a sentence of these tokens is the sentence that a drawer draws.
 */
final class SamplerTokens implements TokenSource {
  private final Sampler model;
  private final KeyedStream random;
  private final boolean drawsUnknown;

  /** The slot that was drawn last. */
  private int slot;

  /** The context of that slot; -1 for a draw from the uniform distribution. */
  private int from;

  /** The place inside the count of that slot. */
  private long inside;

  private int follows;

  SamplerTokens(Sampler model, KeyedStream random, boolean drawsUnknown) {
    this.model = model;
    this.random = random;
    this.drawsUnknown = drawsUnknown;
  }

  @Override
  public void begin() {}

  @Override
  public void say(int word) {}

  @Override
  public int follows() {
    return follows;
  }

  /**
   * The context that the last token was drawn from; -1 where it was drawn from the uniform
   * distribution below the unigrams.
   */
  int from() {
    return from;
  }

  /** The random integer below the count of the slot that was drawn last. */
  long inside() {
    return inside;
  }

  @Override
  public int token(int context) {
    int c = context;
    while (true) {
      int word = drawn(c, context);
      if (word == Vocabulary.UNK && !drawsUnknown) {
        c = context;
      } else if (word >= 0 && word != Sampler.REST) {
        // From a much shorter context, the word may also be seen after a longer one.
        boolean isNext = c == context || c >= model.levels[Math.max(0, model.order - 2)];
        follows = isNext ? model.next[slot] : -1;
        from = c;
        return word;
      } else if (word == Sampler.REST) {
        if (c == 0) {
          follows = -1;
          int[] vocabulary = model.interpolation.vocabulary;
          int w = vocabulary[(int) random.below(vocabulary.length)];
          if (w != Vocabulary.UNK || drawsUnknown) {
            from = -1;
            return w;
          }
          c = context;
        } else {
          c = model.shorter[c];
        }
      }
    }
  }

  /** A word; {@link Sampler#REST} for the shorter context; -1 to draw here once more. */
  private int drawn(int c, int top) {
    int first = model.offsets[c];
    int end = model.offsets[c + 1];
    Interpolation interpolation = model.interpolation;
    long total = model.cumulative[end - 1];
    if (interpolation.widens) {
      total = Math.addExact(total, interpolation.added(model.rule(c), end - first));
    }
    long u = random.nextLong();
    long place = Philox.unsignedMultiplyHigh(u, total);
    slot = model.above(first, end, place);
    int word = model.words[slot];
    long before = slot == first ? 0 : model.cumulative[slot - 1];
    inside = place - before;
    if (interpolation.none()) {
      return word;
    }
    long count = model.cumulative[slot] - before;
    long rest = u * total;
    if (inside >= count) {
      return interpolation.outside(model.rule(c), end - first, inside - count, rest)
          ? -1
          : Sampler.REST;
    }
    if (inside < interpolation.most() && !interpolation.keeps(model.rule(c), count, inside, rest)) {
      return Sampler.REST;
    }
    if (word != Sampler.REST && interpolation.backsOff && c != top) {
      int longer = top;
      while (model.shorter[longer] != c) {
        longer = model.shorter[longer];
      }
      return model.find(longer, word) >= 0 ? -1 : word;
    }
    return word;
  }
}
