package ouroboros.ngram.heldout;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * The n-grams and contexts of guard that its probability under an evaluation model depends on, in
 * suffix order. They are the same for all training sets.
 */
final class GuardGrams {
  /** [order + 1] the n-grams of each order; null at 0. */
  final Level[] levels;

  /** The n-grams of one order. */
  static final class Level {
    /** [n-grams] the number of each in {@link HeldOut}. */
    final int[] numbers;

    /** [n-grams] the place of each without its oldest token, in the next lower order. */
    final int[] shorter;

    /** [n-grams] the place of its context. */
    final int[] context;

    /** [contexts] the number of each in {@link HeldOut}. */
    final int[] contexts;

    /** [n-grams] how many tokens of guard end here, because no longer n-gram is considered. */
    final double[] ends;

    /** [n-grams] the place of those that end in {@code <unk>} among themselves; else -1. */
    final int[] unknown;

    /** [places] the place of the context of each n-gram that ends in {@code <unk>}. */
    final int[] ofUnknown;

    private Level(HeldOut.Level level, int[] numbers, double[] tokens, int[] below) {
      int size = numbers.length;
      this.numbers = numbers;
      shorter = new int[size];
      context = new int[size];
      ends = new double[size];
      unknown = new int[size];
      int[] local = new int[level.contexts];
      Arrays.fill(local, -1);
      int[] seen = new int[size];
      int many = 0;
      int[] places = new int[size];
      int outside = 0;
      for (int i = 0; i < size; i++) {
        int number = numbers[i];
        int c = level.context[number];
        if (local[c] < 0) {
          seen[many] = c;
          local[c] = many++;
        }
        context[i] = local[c];
        ends[i] = tokens[number];
        shorter[i] = below.length == 0 ? 0 : Arrays.binarySearch(below, level.shorter[number]);
        unknown[i] = -1;
        if (level.layout.token(level.keys, number, 0) == Vocabulary.UNK) {
          places[outside] = context[i];
          unknown[i] = outside++;
        }
      }
      contexts = Arrays.copyOf(seen, many);
      ofUnknown = Arrays.copyOf(places, outside);
    }
  }

  /**
   * The n-grams of the guard of a text.
   *
   * @param top order of the model
   */
  GuardGrams(HeldOut text, int top) {
    levels = new Level[top + 1];
    double[][] ends = new double[top + 1][];
    boolean[][] used = new boolean[top + 1][];
    for (int n = 1; n <= top; n++) {
      ends[n] = new double[text.level(n).size];
      used[n] = new boolean[text.level(n).size];
    }
    long[] guard = text.guard();
    long divisor = 0;
    for (long count : guard) {
      divisor = RelativeScale.divisor(count, divisor);
    }
    for (int e = 0; e < guard.length; e++) {
      if (guard[e] > 0) {
        int n = Math.min(text.order(e), top);
        long times = guard[e] / divisor;
        ends[n][text.number(e, n)] += times;
        used[n][text.number(e, n)] = true;
      }
    }
    for (int n = top; n > 1; n--) {
      for (int i = 0; i < used[n].length; i++) {
        used[n - 1][text.level(n).shorter[i]] |= used[n][i];
      }
    }
    int[] below = new int[0];
    for (int n = 1; n <= top; n++) {
      int[] numbers = numbers(used[n]);
      levels[n] = new Level(text.level(n), numbers, ends[n], below);
      below = numbers;
    }
  }

  private static int[] numbers(boolean[] used) {
    int[] numbers = new int[used.length];
    int size = 0;
    for (int i = 0; i < used.length; i++) {
      if (used[i]) {
        numbers[size++] = i;
      }
    }
    return Arrays.copyOf(numbers, size);
  }

  /** The order of the model. */
  int order() {
    return levels.length - 1;
  }
}
