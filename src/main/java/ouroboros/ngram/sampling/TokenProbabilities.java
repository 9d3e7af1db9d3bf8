package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;
import ouroboros.text.Vocabulary;

/**
 * p(w | context) of a compiled model as a table that is computed once, to score many sentences. The
 * numbers are those of {@link Probabilities}.
 *
 * <pre>
 *   p(w | h) = seen(h, w)                  where w is seen after h
 *            = unseen(h) p(w | h')         elsewhere
 * </pre>
 *
 * <p>Cost of a token: one binary search per order, and no logarithm: a sentence takes one for about
 * every 20 tokens. Memory: 8 bytes per slot and per context, next to the model. Immutable.
 */
public final class TokenProbabilities {
  /** Below this a product is turned into bits, long before it can underflow. */
  static final double SMALL = 1e-140;

  static final double LOG_2 = StrictMath.log(2);

  private final Sampler model;

  /** [slots] p(w | h) of each word that is seen after its context. */
  private final double[] seen;

  /** [contexts] what p(w | h') of a word that is not seen is multiplied by. */
  private final double[] unseen;

  private final int[] vocabulary;

  private TokenProbabilities(Sampler model) {
    this.model = model;
    seen = new double[model.slots()];
    unseen = new double[model.contexts()];
    vocabulary = model.interpolation.vocabulary.clone();
    Arrays.sort(vocabulary);
    Probabilities all = new Probabilities(model);
    for (int length = 0; length < model.order; length++) {
      IntStream.range(model.levels[length], model.levels[length + 1])
          .parallel()
          .forEach(context -> fill(context, all));
    }
  }

  /** The table of a model. Cost: one look-up per slot and shorter order. */
  public static TokenProbabilities of(Sampler model) {
    return new TokenProbabilities(model);
  }

  /** Computes the numbers of a context; those of shorter contexts are known. */
  private void fill(int context, Probabilities all) {
    int start = model.offsets[context];
    int end = model.offsets[context + 1];
    if (model.interpolation.none()) {
      for (int slot = start; slot < end; slot++) {
        seen[slot] = (double) model.count(context, slot) / model.total(context);
      }
      return;
    }
    var rule = model.interpolation.rules.get(model.rule(context));
    double mass = rule.mass(model.total(context), end - start);
    double given = all.given(context);
    boolean backsOff = model.interpolation.backsOff;
    for (int slot = start; slot < end; slot++) {
      double kept = rule.kept(model.count(context, slot));
      seen[slot] =
          backsOff ? kept / mass : (kept + given * below(context, model.words[slot])) / mass;
    }
    unseen[context] = given == 0 ? 0 : backsOff ? given / mass / all.unseen(context) : given / mass;
  }

  private double below(int context, int word) {
    return context == 0 ? uniform(word) : of(model.shorter[context], word);
  }

  /** p of a word under the uniform distribution at the end of back-off. */
  double uniform(int word) {
    return Arrays.binarySearch(vocabulary, word) < 0 ? 0 : 1.0 / vocabulary.length;
  }

  /** p(w | context); 0 for a word outside the vocabulary. */
  public double of(int context, int word) {
    double factor = 1;
    for (int c = context; ; c = model.shorter[c]) {
      int slot = model.find(c, word);
      if (slot >= 0) {
        return factor * seen[slot];
      }
      factor *= unseen[c];
      if (c == 0 || model.shorter.length == 0) {
        return factor == 0 ? 0 : factor * uniform(word);
      }
    }
  }

  /** The model. */
  Sampler model() {
    return model;
  }

  /** p(w | h) of a word that is seen after its context, by its slot. */
  double seen(int slot) {
    return seen[slot];
  }

  /** What p(w | h') of a word that is not seen after the context is multiplied by. */
  double unseen(int context) {
    return unseen[context];
  }

  /** [types] the types of the uniform distribution, ascending. */
  int[] vocabulary() {
    return vocabulary;
  }

  /** Scores many sentences. Not thread-safe; this table is. */
  public ManySentences manySentences() {
    return new ManySentences(this);
  }

  /** A new walk along sentences. A walk is not thread-safe; this table is. */
  public Walk walk() {
    return new Walk();
  }

  /** Goes along a sentence and knows the longest context that the model has of it so far. */
  public final class Walk {
    private int context = model.start;

    /** Goes to the start of a sentence. */
    public void start() {
      context = model.start;
    }

    /** The context of the next token. */
    public int context() {
      return context;
    }

    /**
     * p(w | context) of the next token; then goes on behind it. A word outside the vocabulary is
     * {@code <unk>}.
     */
    public double step(int word) {
      double p = known(word);
      return p >= 0 ? p : Math.max(0, known(Vocabulary.UNK));
    }

    /** The same; negative for a word outside the vocabulary, and then it does not go on. */
    private double known(int word) {
      double factor = 1;
      for (int c = context; ; c = model.shorter[c]) {
        int slot = model.find(c, word);
        if (slot >= 0) {
          context = model.next[slot];
          return factor * seen[slot];
        }
        factor *= unseen[c];
        if (c == 0 || model.shorter.length == 0) {
          double uniform = uniform(word);
          context = uniform > 0 ? 0 : context;
          return uniform > 0 ? factor * uniform : -1;
        }
      }
    }

    /**
     * -log2 p of the sentence {@code tokens[from .. to)} and its {@code </s>}; infinite where the
     * model cannot draw it.
     *
     * @param closed one more than the highest id of the closed vocabulary; other ids are {@code
     *     <unk>}
     */
    public double bits(int[] tokens, int from, int to, int closed) {
      start();
      double bits = 0;
      double product = 1;
      for (int i = from; i < to; i++) {
        product *= step(tokens[i] >= closed ? Vocabulary.UNK : tokens[i]);
        if (product < SMALL) {
          if (product == 0) {
            return Double.POSITIVE_INFINITY;
          }
          bits -= StrictMath.log(product) / LOG_2;
          product = 1;
        }
      }
      product *= step(Vocabulary.EOS);
      return product == 0 ? Double.POSITIVE_INFINITY : bits - StrictMath.log(product) / LOG_2;
    }
  }
}
