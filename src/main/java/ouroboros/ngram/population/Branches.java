package ouroboros.ngram.population;

import ouroboros.ngram.sampling.Sampler;

/**
 * The contexts of a model in which there is a choice. In a context with one successor nothing is
 * drawn, so a walker passes it at once; in a text more than half of the contexts are such ones. The
 * start is kept, and one context of a circle that nobody can leave.
 *
 * <p>Contexts are numbered in the order of the model. Cost: two passes over the contexts and one
 * over the slots; memory: 12 bytes for each slot that is kept and 8 for each context of the model.
 */
final class Branches {
  /** What follows the end of a sentence. */
  static final int END = -1;

  private static final int UNKNOWN = -2;
  private static final int OPEN = -3;

  private final Sampler model;
  private final boolean drawsUnknown;

  /** [contexts of the model] Number of a context here; -1 if walkers pass it at once. */
  private final int[] number;

  final int start;

  /** [contexts + 1] First slot of each context. */
  final int[] offsets;

  /** [slots] The sum of the weights of a context up to this slot, included. */
  final long[] cumulative;

  /** [slots] The next context with a choice, or {@link #END}. */
  final int[] next;

  private Branches(
      Sampler model,
      boolean drawsUnknown,
      int[] number,
      int[] offsets,
      long[] cumulative,
      int[] next) {
    this.model = model;
    this.drawsUnknown = drawsUnknown;
    this.number = number;
    start = number[model.start];
    this.offsets = offsets;
    this.cumulative = cumulative;
    this.next = next;
  }

  /** Those of a model. */
  static Branches of(Sampler model, boolean drawsUnknown) {
    int[] to = ends(model, drawsUnknown);
    int[] number = new int[to.length];
    int contexts = 0;
    int slots = 0;
    for (int c = 0; c < to.length; c++) {
      boolean isKept = to[c] == c;
      number[c] = isKept ? contexts++ : -1;
      slots += isKept ? model.offsets[c + 1] - Successors.first(model, c, drawsUnknown) : 0;
    }
    int[] offsets = new int[contexts + 1];
    long[] cumulative = new long[slots];
    int[] next = new int[slots];
    int at = 0;
    for (int c = 0; c < to.length; c++) {
      if (number[c] >= 0) {
        int from = Successors.first(model, c, drawsUnknown);
        long before = Successors.before(model, c, from);
        for (int slot = from; slot < model.offsets[c + 1]; slot++) {
          int goal = model.next[slot] < 0 ? END : to[model.next[slot]];
          cumulative[at] = model.cumulative[slot] - before;
          next[at++] = goal < 0 ? END : number[goal];
        }
        offsets[number[c] + 1] = at;
      }
    }
    return new Branches(model, drawsUnknown, number, offsets, cumulative, next);
  }

  /** [contexts of the model] The first context on the way of a walker that is kept. */
  private static int[] ends(Sampler model, boolean drawsUnknown) {
    int[] to = new int[model.contexts()];
    for (int c = 0; c < to.length; c++) {
      boolean hasChoice = model.offsets[c + 1] - Successors.first(model, c, drawsUnknown) > 1;
      to[c] = hasChoice || c == model.start ? c : UNKNOWN;
    }
    for (int c = 0; c < to.length; c++) {
      int last = c;
      while (last >= 0 && to[last] == UNKNOWN) {
        to[last] = OPEN;
        last = only(model, last);
      }
      if (last >= 0 && to[last] == OPEN) {
        to[last] = last;
        close(model, to, only(model, last), last);
      }
      close(model, to, c, last < 0 ? END : to[last]);
    }
    return to;
  }

  private static void close(Sampler model, int[] to, int from, int goal) {
    for (int c = from; c >= 0 && to[c] == OPEN; c = only(model, c)) {
      to[c] = goal;
    }
  }

  /** The context that follows a context with one successor, which has the last slot. */
  private static int only(Sampler model, int context) {
    return model.next[model.offsets[context + 1] - 1];
  }

  int contexts() {
    return offsets.length - 1;
  }

  int slots() {
    return next.length;
  }

  /** The sum of the weights of a context. */
  long weight(int context) {
    return cumulative[offsets[context + 1] - 1];
  }

  /**
   * [slots of the model] How many walkers took each slot.
   *
   * @param chosen [slots] the same for the contexts with a choice
   * @throws ArithmeticException if they take more than 2^63 - 1 steps
   */
  long[] flows(long[] chosen) {
    long[] flows = new long[model.slots()];
    long[] passing = new long[number.length];
    int[] open = new int[number.length];
    long steps = 0;
    for (int c = 0; c < number.length; c++) {
      if (number[c] >= 0) {
        int slot = Successors.first(model, c, drawsUnknown);
        for (int i = offsets[number[c]]; i < offsets[number[c] + 1]; i++, slot++) {
          flows[slot] = chosen[i];
          steps = Math.addExact(steps, chosen[i]);
          if (isPassed(model.next[slot])) {
            passing[model.next[slot]] += chosen[i];
          }
        }
      } else if (isPassed(only(model, c))) {
        open[only(model, c)]++;
      }
    }
    // A context's number is known when all passed contexts that lead to it are done.
    for (int begin = 0; begin < number.length; begin++) {
      int c = begin;
      while (isPassed(c) && open[c] == 0) {
        open[c] = -1;
        flows[model.offsets[c + 1] - 1] = passing[c];
        steps = Math.addExact(steps, passing[c]);
        int then = only(model, c);
        if (isPassed(then)) {
          passing[then] += passing[c];
          open[then]--;
        }
        c = then;
      }
    }
    return flows;
  }

  private boolean isPassed(int context) {
    return context >= 0 && number[context] < 0;
  }
}
