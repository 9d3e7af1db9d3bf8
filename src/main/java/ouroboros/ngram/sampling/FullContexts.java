package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.text.Vocabulary;

/**
 * Compiles a model with smoothing into one without: its contexts are all histories of {@code order
 * - 1} tokens, and each has every token that can follow it as a successor.
 *
 * <p>With smoothing, the next token depends on the longest part of the history that the model has
 * as a context. Histories with different older tokens can share that context, but the n-grams that
 * are counted contain the older tokens too, and later contexts may depend on them. So the context
 * of the model does not say enough; the last {@code order - 1} tokens do: both the next token and
 * the n-gram that is counted are functions of them and of chance. This is the state space of a
 * population with smoothing.
 *
 * <pre>
 *   weight(w | h) = floor(2^62 p(w | c(h)) / sum over v of p(v | c(h)))
 * </pre>
 *
 * <p>c(h) is the longest context of the model that ends h, and p is the distribution from which
 * sentences are drawn, with temperature, top-k and top-p, without {@code <unk>} where it is not
 * drawn. A probability differs from that of sentences by the rounding of a double, about 1e-15 of
 * it, and by at most 2^-62. Only histories that can be reached have successors. Contexts are
 * numbered in suffix order. Cost: a look-up for each successor of each context of the model;
 * memory: {@value #BYTES} bytes for each n-gram, and there are about types^order.
 */
public final class FullContexts {
  /** The most n-grams of such a model. */
  public static final long MOST = 1L << 26;

  /** Bytes that an n-gram takes in the model and in the numbers of walkers. */
  public static final int BYTES = 24;

  private final Sampler model;
  private final Weights weights;

  /** The tokens that can be drawn, ascending. */
  private final int[] tokens;

  /** The tokens of histories, ascending: {@code <s>} and all that can be drawn but {@code </s>}. */
  private final int[] digits;

  private FullContexts(Sampler model, Decoding decoding, boolean drawsUnknown) {
    this.model = model;
    tokens = tokens(model, drawsUnknown);
    digits =
        IntStream.concat(IntStream.of(Vocabulary.BOS), Arrays.stream(tokens))
            .filter(token -> token != Vocabulary.EOS)
            .sorted()
            .toArray();
    weights = weights(decoding, drawsUnknown);
  }

  private static int[] tokens(Sampler model, boolean drawsUnknown) {
    int[] vocabulary = model.interpolation.vocabulary;
    return IntStream.concat(Arrays.stream(vocabulary), Arrays.stream(model.words))
        .filter(token -> token != Sampler.REST)
        .filter(token -> drawsUnknown || token != Vocabulary.UNK)
        .sorted()
        .distinct()
        .toArray();
  }

  /** About how many n-grams the compiled model of a model with smoothing has. */
  public static double ngrams(Sampler model, boolean drawsUnknown) {
    return ngrams(model.order, tokens(model, drawsUnknown).length);
  }

  /** About how many n-grams so many types make; {@code </s>} is one of them. */
  public static double ngrams(int order, long types) {
    return StrictMath.pow((double) types, order);
  }

  /**
   * Why a population is not drawn with smoothing: the n-grams do not fit into memory.
   *
   * @param types that can be drawn, {@code </s>} included
   */
  public static String tooMany(int order, long types) {
    return String.format(
        Locale.ROOT,
        "with smoothing any token can follow any other, so %,d types make %.3g n-grams of order %d,"
            + " %.3g GB; a population of all of them has at most %,d n-grams: lower family.order or"
            + " raise corpus.min-count, or choose sampling.backend population, where the n-grams of"
            + " these sentences fit into memory",
        types,
        ngrams(order, types),
        order,
        BYTES * ngrams(order, types) / 1e9,
        MOST);
  }

  /**
   * Compiles a model.
   *
   * @param model with smoothing, as it was fitted
   * @param decoding without a penalty and without a floor of entropy
   * @throws IllegalStateException if it would have more than {@link #MOST} n-grams
   */
  public static Sampler of(Sampler model, Decoding decoding, boolean drawsUnknown) {
    return weights(model, decoding, drawsUnknown).compile();
  }

  /** The weights of all tokens after a context, computed when they are asked for. */
  static FullContexts weights(Sampler model, Decoding decoding, boolean drawsUnknown) {
    if (decoding.penalises() || decoding.hasFloor()) {
      throw new IllegalArgumentException("a penalty or a floor of entropy needs single sentences");
    }
    return new FullContexts(model, decoding, drawsUnknown);
  }

  /** How many tokens can be drawn. */
  int types() {
    return tokens.length;
  }

  private Sampler compile() {
    int order = model.order;
    if (ngrams(order, tokens.length) > MOST) {
      throw new IllegalStateException(tooMany(order, tokens.length));
    }
    int[] places = new int[order];
    places[0] = 1;
    for (int p = 1; p < order; p++) {
      places[p] = Math.multiplyExact(places[p - 1], digits.length);
    }
    int states = places[order - 1];
    // A new token takes the highest place, so ascending numbers are in suffix order.
    int newest = order == 1 ? 0 : places[order - 2];
    int start = 0;
    for (int p = 0; p < order - 1; p++) {
      start += places[p] * Arrays.binarySearch(digits, Vocabulary.BOS);
    }
    int[] contexts = new int[states];
    Arrays.fill(contexts, -1);
    int[] queue = new int[states];
    Row[] rows = new Row[model.contexts()];
    contexts[start] = model.start;
    queue[0] = start;
    int end = 1;
    for (int i = 0; i < end; i++) {
      int context = contexts[queue[i]];
      Row row = rows[context];
      if (row == null) {
        row = row(context);
        rows[context] = row;
      }
      for (int j = 0; j < row.words.length; j++) {
        int next = next(queue[i], row.digits[j], newest);
        if (next >= 0 && contexts[next] < 0) {
          contexts[next] = model.follow(context, row.words[j]);
          queue[end++] = next;
        }
      }
    }
    return assemble(start, contexts, rows, newest);
  }

  /** The history that follows a history and a token; {@link Sampler#END} after {@code </s>}. */
  private int next(int state, int digit, int newest) {
    return digit < 0 ? Sampler.END : newest == 0 ? 0 : state / digits.length + digit * newest;
  }

  private Sampler assemble(int start, int[] contexts, Row[] rows, int newest) {
    int states = contexts.length;
    int[] offsets = new int[states + 1];
    for (int state = 0; state < states; state++) {
      int many = contexts[state] < 0 ? 0 : rows[contexts[state]].words.length;
      offsets[state + 1] = Math.addExact(offsets[state], many);
    }
    long[] cumulative = new long[offsets[states]];
    int[] words = new int[offsets[states]];
    int[] next = new int[offsets[states]];
    for (int state = 0; state < states; state++) {
      if (contexts[state] >= 0) {
        Row row = rows[contexts[state]];
        System.arraycopy(row.cumulative, 0, cumulative, offsets[state], row.words.length);
        System.arraycopy(row.words, 0, words, offsets[state], row.words.length);
        for (int j = 0; j < row.words.length; j++) {
          next[offsets[state] + j] = next(state, row.digits[j], newest);
        }
      }
    }
    int[] levels = new int[model.order + 1];
    levels[model.order] = states;
    return new Sampler(
        model.order,
        start,
        offsets,
        cumulative,
        words,
        next,
        new int[0],
        levels,
        Interpolation.NONE,
        new long[0]);
  }

  /**
   * The successors of a context of the model.
   *
   * @param words ascending
   * @param digits of the words in histories; negative for {@code </s>}
   * @param cumulative integer weights, added up
   */
  record Row(int[] words, int[] digits, long[] cumulative) {}

  Row row(int context) {
    double[] all = weights.of(context);
    double sum = 0;
    for (double weight : all) {
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalStateException("a context of the model has no token that can be drawn");
    }
    double scale = 0x1p62 / sum;
    int many = 0;
    int[] words = new int[all.length];
    int[] places = new int[all.length];
    long[] cumulative = new long[all.length];
    long before = 0;
    for (int i = 0; i < all.length; i++) {
      long weight = (long) (all[i] * scale);
      if (weight > 0) {
        before += weight;
        words[many] = tokens[i];
        places[many] = Arrays.binarySearch(digits, tokens[i]);
        cumulative[many++] = before;
      }
    }
    return new Row(
        Arrays.copyOf(words, many), Arrays.copyOf(places, many), Arrays.copyOf(cumulative, many));
  }

  /** [tokens] The weight of every token after a context of the model, up to a common factor. */
  private interface Weights {
    double[] of(int context);
  }

  private Weights weights(Decoding decoding, boolean drawsUnknown) {
    if (decoding.isNone()) {
      TokenProbabilities plain = TokenProbabilities.of(model);
      return context -> {
        double[] all = new double[tokens.length];
        Arrays.setAll(all, i -> plain.of(context, tokens[i]));
        return all;
      };
    }
    Tempered tempered = Tempered.of(model, decoding.power(), drawsUnknown);
    if (!decoding.truncates()) {
      return context -> {
        double[] all = new double[tokens.length];
        Arrays.setAll(all, i -> tempered.of(context, tokens[i]));
        return all;
      };
    }
    RankedWords ranked = new RankedWords(new RankedModel(tempered, model), 1);
    KeptWords kept = new KeptWords();
    return context -> {
      RankedDrawer.list(ranked, decoding, context, kept);
      double[] all = new double[tokens.length];
      for (int i = 0; i < kept.size(); i++) {
        all[Arrays.binarySearch(tokens, kept.words[i])] = kept.weight(i);
      }
      return all;
    };
  }
}
