package ouroboros.ngram.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Interpolation;

/**
 * Compiles a {@link Tempered} model to a {@link Sampler}, so that a temperature costs no time while
 * drawing. Counts are replaced by weights in units of 2^-62. A last slot with the word {@link
 * Sampler#REST} leads to the shorter context, from which words are drawn until one was not seen
 * after the longer context.
 */
final class TemperedSampler {
  private static final int CHUNK = 1 << 10;

  private final Tempered tempered;
  private final Sampler model;
  private final int[] offsets;
  private final long[] cumulative;
  private final int[] words;
  private final int[] next;

  private TemperedSampler(Tempered tempered) {
    this.tempered = tempered;
    model = tempered.model;
    offsets = new int[model.contexts() + 1];
    for (int c = 0; c < model.contexts(); c++) {
      int more = tempered.beyond[c] > 0 ? 1 : 0;
      offsets[c + 1] = Math.addExact(offsets[c], model.types(c) + more);
    }
    int slots = offsets[model.contexts()];
    cumulative = new long[slots];
    words = new int[slots];
    next = new int[slots];
  }

  /** Compiles a model. All cores work on its contexts in parallel. */
  static Sampler of(Tempered tempered) {
    TemperedSampler compiled = new TemperedSampler(tempered);
    int contexts = compiled.model.contexts();
    IntStream.range(0, (contexts + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              for (int c = chunk * CHUNK; c < Math.min(contexts, (chunk + 1) * CHUNK); c++) {
                compiled.fill(c);
              }
            });
    return compiled.sampler();
  }

  private void fill(int c) {
    double scale = 0x1p62 / tempered.totals[c];
    long sum = 0;
    int to = offsets[c];
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      sum += (long) (tempered.weights[slot] * scale);
      cumulative[to] = sum;
      words[to] = model.words[slot];
      next[to++] = model.next[slot];
    }
    if (to < offsets[c + 1]) {
      cumulative[to] = sum + (long) (tempered.beyond[c] * scale);
      words[to] = Sampler.REST;
    }
  }

  private Sampler sampler() {
    Interpolation interpolation = Interpolation.NONE;
    if (!tempered.isWhole()) {
      List<Discounts> nothing =
          new ArrayList<>(Collections.nCopies(model.order + 1, Discounts.NONE));
      interpolation = new Interpolation(nothing, tempered.unseen, true);
    }
    return new Sampler(
        model.order,
        model.start,
        offsets,
        cumulative,
        words,
        next,
        model.shorter,
        model.levels,
        interpolation,
        new long[0]);
  }
}
