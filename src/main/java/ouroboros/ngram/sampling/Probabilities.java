package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Smoothing;

/**
 * p(w | context) of a compiled model, as a double. It is computed from the same counts and {@link
 * Discounts} that draws use.
 *
 * <p>Cost: one binary search per order; for back-off also a pass over the successors of the
 * context.
 */
public final class Probabilities {
  private final Sampler model;
  private final int[] vocabulary;

  /** The probabilities of a model. */
  public Probabilities(Sampler model) {
    this.model = model;
    vocabulary = model.interpolation.vocabulary.clone();
    Arrays.sort(vocabulary);
  }

  /** The context of a sentence's first token. */
  public int start() {
    return model.start;
  }

  /** p(w | context); 0 for a word outside the vocabulary. */
  public double of(int context, int word) {
    int slot = model.find(context, word);
    if (model.interpolation.none()) {
      return slot < 0 ? 0 : (double) model.count(context, slot) / model.total(context);
    }
    Discounts d = model.interpolation.rules.get(model.rule(context));
    long total = model.total(context);
    double kept = slot < 0 ? 0 : d.kept(model.count(context, slot));
    double mass = d.mass(total, model.types(context));
    if (!model.interpolation.backsOff) {
      return (kept + given(context) * below(context, word)) / mass;
    }
    if (slot >= 0) {
      return kept / mass;
    }
    double given = given(context);
    return given == 0 ? 0 : given / mass / unseen(context) * below(context, word);
  }

  /** The longest context that the model has after a word in a context; -1 after {@code </s>}. */
  public int next(int context, int word) {
    return model.follow(context, word);
  }

  private double below(int context, int word) {
    if (context != 0) {
      return of(model.shorter[context], word);
    }
    return Arrays.binarySearch(vocabulary, word) < 0 ? 0 : 1.0 / vocabulary.length;
  }

  /** given(h) of {@link Discounts}. */
  double given(int context) {
    Discounts d = model.interpolation.rules.get(model.rule(context));
    long[] byCount = new long[Smoothing.COUNTS_OF_COUNTS];
    for (int slot = model.offsets[context]; slot < model.offsets[context + 1]; slot++) {
      byCount[(int) Math.min(model.count(context, slot), byCount.length - 1)]++;
    }
    return d.given(
        model.total(context), model.types(context), byCount, 1, Smoothing.COUNTS_OF_COUNTS - 1);
  }

  /**
   * For back-off: the probability that the shorter context gives to the words that are not seen
   * after a context.
   */
  double unseen(int context) {
    if (context == 0) {
      return 1;
    }
    int below = model.shorter[context];
    if (model.types(below) > 4L * model.types(context)) {
      // Few words are seen after the context and many after the shorter one, so it is faster to
      // add up the few and subtract.
      double spoken = 0;
      for (int slot = model.offsets[context]; slot < model.offsets[context + 1]; slot++) {
        spoken += of(below, model.words[slot]);
      }
      return 1 - spoken;
    }
    Discounts d = model.interpolation.rules.get(model.rule(below));
    double left = given(below);
    int seen = model.offsets[context];
    int end = model.offsets[context + 1];
    for (int slot = model.offsets[below]; slot < model.offsets[below + 1]; slot++) {
      if (seen < end && model.words[seen] == model.words[slot]) {
        seen++;
      } else {
        left += d.kept(model.count(below, slot));
      }
    }
    return left / d.mass(model.total(below), model.types(below));
  }
}
