package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.text.Vocabulary;

/**
 * p(w | h)^a in back-off form, up to a factor for each context: a model at temperature T = 1 / a.
 *
 * <pre>
 *   q(w | h) = (p(w | h) / m(h))^a         w was seen after h
 *            = g(h) q(w | h')              else; g(h) = (bow(h) m(h') / m(h))^a
 *   Z(h)     = sum over seen q(w | h) + g(h) (Z(h') - sum over seen q(w | h'))
 * </pre>
 *
 * <p>bow(h) is the back-off weight of h; interpolated models have this form too, with bow(h) =
 * given(h) / mass(h). m(h) is an upper bound of p(. | h), so no power overflows. Where the weight
 * of all unseen words is less than {@value #LEAST} of Z(h), it is left out, so that a draw always
 * ends. Under maximum likelihood there are no unseen words, and for a = 1 the weights are the
 * counts.
 *
 * <p>Cost: one binary search and two powers per n-gram; 24 bytes per n-gram while the model is
 * built, 8 afterwards. Every sum runs in the order of the model, so the bits are the same
 * everywhere. Immutable.
 */
final class Tempered {
  private static final double LEAST = 0x1p-30;
  private static final int CHUNK = 1 << 10;

  final Sampler model;

  /** [slots] q of each slot; 0 where its word cannot be drawn. */
  final double[] weights;

  /** [contexts] g; 0 where unseen words have no weight. */
  final double[] gives;

  /** [contexts] Z. */
  final double[] totals;

  /** [contexts] the part of Z that belongs to unseen words. */
  final double[] beyond;

  /** The types below the unigrams, ascending; each has q = 1 in the uniform distribution. */
  final int[] unseen;

  final boolean drawsUnknown;
  private final double power;
  private final Probabilities plain;

  /** [slots] p; empty under maximum likelihood. */
  private double[] p = new double[0];

  /** [contexts] m. */
  private double[] most = new double[0];

  private Tempered(Sampler model, double power, boolean drawsUnknown) {
    this.model = model;
    this.power = power;
    this.drawsUnknown = drawsUnknown;
    plain = new Probabilities(model);
    weights = new double[model.slots()];
    gives = new double[model.contexts()];
    totals = new double[model.contexts()];
    beyond = new double[model.contexts()];
    unseen =
        Arrays.stream(model.interpolation.vocabulary)
            .filter(type -> model.find(0, type) < 0)
            .filter(type -> drawsUnknown || type != Vocabulary.UNK)
            .sorted()
            .toArray();
  }

  /**
   * Raises a model to a power.
   *
   * @param power a, above 0
   * @param drawsUnknown whether {@code <unk>} may be drawn
   */
  static Tempered of(Sampler model, double power, boolean drawsUnknown) {
    Tempered tempered = new Tempered(model, power, drawsUnknown);
    boolean backsOff = !model.interpolation.none();
    if (backsOff) {
      tempered.p = new double[model.slots()];
      tempered.most = new double[model.contexts()];
    }
    for (int length = 0; length < model.order; length++) {
      int from = model.levels[length];
      int many = model.levels[length + 1] - from;
      IntStream.range(0, (many + CHUNK - 1) / CHUNK)
          .parallel()
          .forEach(
              chunk -> {
                int end = Math.min(many, (chunk + 1) * CHUNK);
                for (int c = from + chunk * CHUNK; c < from + end; c++) {
                  if (backsOff) {
                    tempered.backOff(c);
                  } else {
                    tempered.likelihood(c);
                  }
                }
              });
    }
    tempered.p = new double[0];
    tempered.most = new double[0];
    return tempered;
  }

  /** q(w | h), with smoothing; 0 for a word that cannot be drawn. */
  double of(int context, int word) {
    double factor = 1;
    for (int c = context; factor > 0; c = model.shorter[c]) {
      int slot = model.find(c, word);
      if (slot >= 0) {
        return factor * weights[slot];
      }
      factor *= gives[c];
      if (c == 0) {
        return Arrays.binarySearch(unseen, word) >= 0 ? factor : 0;
      }
    }
    return 0;
  }

  /** Whether q(w | h) never needs a shorter context. */
  boolean isWhole() {
    return model.interpolation.none();
  }

  private boolean drawn(int slot) {
    return drawsUnknown || model.words[slot] != Vocabulary.UNK;
  }

  private void likelihood(int c) {
    long highest = 1;
    for (int slot = model.offsets[c]; power != 1 && slot < model.offsets[c + 1]; slot++) {
      highest = drawn(slot) ? Math.max(highest, model.count(c, slot)) : highest;
    }
    double sum = 0;
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      double share = (double) model.count(c, slot) / highest;
      weights[slot] = drawn(slot) ? power(share) : 0;
      sum += weights[slot];
    }
    totals[c] = sum;
  }

  private double power(double x) {
    return power == 1 ? x : StrictMath.pow(x, power);
  }

  private void backOff(int c) {
    int below = c == 0 ? -1 : model.shorter[c];
    Discounts d = model.interpolation.rules.get(model.rule(c));
    double given = plain.given(c);
    double mass = d.mass(model.total(c), model.types(c));
    double bow = given / mass;
    if (model.interpolation.backsOff && bow > 0) {
      bow /= plain.unseen(c);
    }
    double uniform = uniform();
    double highest = bow * (below < 0 ? uniform : most[below]);
    int at = below < 0 ? 0 : model.offsets[below];
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      double kept = d.kept(model.count(c, slot));
      double lower = 0;
      if (!model.interpolation.backsOff) {
        at = below < 0 ? 0 : seen(below, at, model.words[slot]);
        lower = bow * (below < 0 ? uniform : p[at]);
      }
      p[slot] = kept / mass + lower;
      highest = drawn(slot) ? Math.max(highest, p[slot]) : highest;
    }
    most[c] = highest;
    double sum = 0;
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      weights[slot] = drawn(slot) ? power(p[slot] / highest) : 0;
      sum += weights[slot];
    }
    double factor = power(bow * (below < 0 ? uniform : most[below]) / highest);
    double rest = factor == 0 ? 0 : factor * (below < 0 ? unseen.length : rest(c, below));
    if (rest >= LEAST * (sum + rest)) {
      gives[c] = factor;
      beyond[c] = rest;
    }
    totals[c] = sum + beyond[c];
  }

  /** p of a type in the uniform distribution below the unigrams. */
  private double uniform() {
    int types = model.interpolation.vocabulary.length;
    return types == 0 ? 0 : 1.0 / types;
  }

  /** The slot of a word in a shorter context, which has every word that the longer context has. */
  private int seen(int context, int from, int word) {
    int at = Arrays.binarySearch(model.words, from, model.offsets[context + 1], word);
    if (at < 0) {
      throw new IllegalStateException(
          "word " + word + " is missing in a shorter context; the model is broken");
    }
    return at;
  }

  /**
   * The weight that the shorter context {@code below} gives to the words that are not seen after c.
   */
  private double rest(int c, int below) {
    int at = model.offsets[below];
    if (model.types(below) > 4L * model.types(c)) {
      double taken = 0;
      for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
        at = seen(below, at, model.words[slot]);
        taken += weights[at];
      }
      return Math.max(0, totals[below] - taken);
    }
    double rest = beyond[below];
    int slot = model.offsets[c];
    for (; at < model.offsets[below + 1]; at++) {
      if (slot < model.offsets[c + 1] && model.words[slot] == model.words[at]) {
        slot++;
      } else {
        rest += weights[at];
      }
    }
    return rest;
  }
}
