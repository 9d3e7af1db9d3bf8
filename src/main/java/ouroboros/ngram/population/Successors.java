package ouroboros.ngram.population;

import ouroboros.ngram.sampling.Sampler;
import ouroboros.text.Vocabulary;

/** The successors of a context that can be drawn. */
final class Successors {
  private Successors() {}

  /** The first slot of a context that can be drawn: {@code <unk>} is the lowest word. */
  static int first(Sampler model, int context, boolean drawsUnknown) {
    int from = model.offsets[context];
    if (drawsUnknown || model.words[from] != Vocabulary.UNK) {
      return from;
    }
    if (from + 1 == model.offsets[context + 1]) {
      throw new IllegalStateException(
          "a context of the model has no successor but <unk>, which is not drawn");
    }
    return from + 1;
  }

  /** The sum of the weights of a context before a slot. */
  static long before(Sampler model, int context, int slot) {
    return slot == model.offsets[context] ? 0 : model.cumulative[slot - 1];
  }
}
