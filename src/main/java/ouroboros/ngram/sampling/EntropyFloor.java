package ouroboros.ngram.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.text.Vocabulary;

/**
 * A floor for the entropy of the next token: each context draws at the least temperature T >= 1 at
 * which the next token has that many bits.
 *
 * <pre>
 *   p_T(w | h) = c(hw)^(1/T) / sum over v of c(hv)^(1/T)
 * </pre>
 *
 * <p>With n successors a context has at most log2 n bits, at a temperature without limit. A context
 * with fewer successors than that is shortened until one has enough. If not even the empty context
 * has, all its successors are equally probable.
 *
 * <p>For maximum likelihood with contexts of all lengths. The powers are found by bisection, 1 / T
 * rounded down to a multiple of 2^-44, and weights are integers in units of 2^-62 of their sum, so
 * a floor costs no time while drawing. Where a context has enough bits as it is, its counts do not
 * change.
 */
final class EntropyFloor {
  private static final int CHUNK = 1 << 10;
  private static final int STEPS = 44;
  private static final double LN_2 = StrictMath.log(2);

  private final Sampler model;
  private final double floor;
  private final boolean drawsUnknown;

  /** [contexts] 1 / T; -1 where the context is shortened. */
  private final double[] powers;

  private EntropyFloor(Sampler model, double bits, boolean drawsUnknown) {
    this.model = model;
    this.floor = bits * LN_2;
    this.drawsUnknown = drawsUnknown;
    powers = new double[model.contexts()];
  }

  /**
   * Compiles a model with a floor. All cores work on its contexts in parallel.
   *
   * @param model whose counts give nothing to shorter contexts, but that has them
   * @param bits above 0
   */
  static Sampler of(Sampler model, double bits, boolean drawsUnknown) {
    return new EntropyFloor(model, bits, drawsUnknown).compile();
  }

  private Sampler compile() {
    int contexts = model.contexts();
    inChunks(c -> powers[c] = power(c));
    int[] offsets = new int[contexts + 1];
    for (int c = 0; c < contexts; c++) {
      offsets[c + 1] = Math.addExact(offsets[c], model.types(c) + (powers[c] < 0 ? 1 : 0));
    }
    long[] cumulative = new long[offsets[contexts]];
    int[] words = new int[offsets[contexts]];
    int[] next = new int[offsets[contexts]];
    inChunks(c -> fill(c, offsets[c], cumulative, words, next));
    List<Discounts> nothing = new ArrayList<>(Collections.nCopies(model.order + 1, Discounts.NONE));
    return new Sampler(
        model.order,
        model.start,
        offsets,
        cumulative,
        words,
        next,
        model.shorter,
        model.levels,
        new Interpolation(nothing, new int[0], false),
        new long[0]);
  }

  private interface OfContext {
    void accept(int context);
  }

  private void inChunks(OfContext task) {
    int contexts = model.contexts();
    IntStream.range(0, (contexts + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              for (int c = chunk * CHUNK; c < Math.min(contexts, (chunk + 1) * CHUNK); c++) {
                task.accept(c);
              }
            });
  }

  private boolean drawn(int slot) {
    return drawsUnknown || model.words[slot] != Vocabulary.UNK;
  }

  /** 1 / T of a context; -1 if no temperature gives it so many bits. */
  private double power(int c) {
    long[] counts = new long[model.types(c)];
    int many = 0;
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      if (drawn(slot)) {
        counts[many++] = model.count(c, slot);
      }
    }
    if (many == 0 || StrictMath.log(many) < floor * (1 - 1e-12)) {
      return c == 0 ? 0 : -1;
    }
    Arrays.sort(counts, 0, many);
    if (entropy(counts, many, 1) >= floor) {
      return 1;
    }
    long low = 0;
    long high = 1L << STEPS;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (entropy(counts, many, (double) middle / (1L << STEPS)) >= floor) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (double) low / (1L << STEPS);
  }

  /** The entropy in nats of ascending counts raised to a power: one power for equal counts. */
  static double entropy(long[] counts, int many, double power) {
    double top = counts[many - 1];
    double sum = 0;
    double weighted = 0;
    for (int from = 0; from < many; ) {
      int to = from + 1;
      while (to < many && counts[to] == counts[from]) {
        to++;
      }
      double log = power * StrictMath.log(counts[from] / top);
      double weight = (to - from) * StrictMath.exp(log);
      sum += weight;
      weighted += weight * log;
      from = to;
    }
    return StrictMath.log(sum) - weighted / sum;
  }

  private void fill(int c, int offset, long[] cumulative, int[] words, int[] next) {
    int from = model.offsets[c];
    int types = model.types(c);
    System.arraycopy(model.words, from, words, offset, types);
    System.arraycopy(model.next, from, next, offset, types);
    double power = powers[c];
    if (power < 0) {
      // The words stay, with probability 0: they say which context follows.
      words[offset + types] = Sampler.REST;
      cumulative[offset + types] = 1;
      return;
    }
    double[] weights = new double[types];
    double top = 1;
    for (int i = 0; i < types; i++) {
      top = drawn(from + i) ? Math.max(top, (double) model.count(c, from + i)) : top;
    }
    double all = 0;
    for (int i = 0; i < types; i++) {
      double share = model.count(c, from + i) / top;
      weights[i] = drawn(from + i) ? StrictMath.pow(share, power) : 0;
      all += weights[i];
    }
    double scale = 0x1p62 / all;
    long sum = 0;
    for (int i = 0; i < types; i++) {
      if (power == 1) {
        sum += drawn(from + i) ? model.count(c, from + i) : 0;
      } else {
        sum += (long) (weights[i] * scale);
      }
      cumulative[offset + i] = sum;
    }
  }
}
