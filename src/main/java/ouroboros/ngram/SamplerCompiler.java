package ouroboros.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * Compiles a count table to a {@link Sampler}: one suffix scan that numbers the contexts and finds
 * each n-gram's following context on the way, then one stable sort an order into context order.
 *
 * <p>In suffix order the n-grams that are not ended by {@code </s>} stand exactly as the contexts
 * they become, and an n-gram comes before the group of its own suffix is closed; so the number of
 * the context that follows is a counter, and nothing is looked up.
 */
public final class SamplerCompiler {
  private final CountRun table;
  private final int order;
  private final Smoothing smoothing;
  private final int lowest;
  private final Level[] levels;

  /** [order] contexts of each length numbered so far, the one of only {@code <s>} included. */
  private final int[] contexts;

  private final int[] startContext;
  private final long[][] countsOfCounts;

  /** Distinct n-grams of one order, in suffix order. */
  private static final class Level {
    private final KeyLayout layout;
    private long[][] keys;
    private long[] counts;
    private int[] next;
    private int size;

    Level(KeyLayout layout, int capacity) {
      this.layout = layout;
      keys = new long[layout.words()][capacity];
      counts = new long[capacity];
      next = new int[capacity];
    }

    void add(KeyLayout of, long[][] from, int at, long count, int follows) {
      if (size == counts.length) {
        int capacity = Math.max(1024, size + (size >> 1));
        for (int w = 0; w < keys.length; w++) {
          keys[w] = Arrays.copyOf(keys[w], capacity);
        }
        counts = Arrays.copyOf(counts, capacity);
        next = Arrays.copyOf(next, capacity);
      }
      of.truncate(from, at, layout, keys, size);
      counts[size] = count;
      next[size++] = follows;
    }
  }

  private SamplerCompiler(CountRun table, int order, Smoothing smoothing) {
    this.table = table;
    this.order = order;
    this.smoothing = smoothing;
    lowest = smoothing instanceof Smoothing.None ? order : 1;
    levels = new Level[order + 1];
    for (int n = lowest; n <= order; n++) {
      int capacity = n == table.layout().order() ? table.size() : table.size() / 2;
      levels[n] = new Level(KeyLayout.ofBits(n, table.layout().bits()), capacity);
    }
    contexts = new int[order];
    startContext = new int[order];
    Arrays.fill(startContext, -1);
    countsOfCounts = new long[order + 1][5];
  }

  /**
   * Compiles a model.
   *
   * @param table counts of n-grams of at least {@code order} tokens, whole sentences
   * @param order the model's order, 1 to 6
   * @param vocabulary what the uniform distribution below the unigrams draws: word ids, {@code
   *     </s>} and {@code <unk>}; null for the types of the table with those two; not used under
   *     maximum likelihood
   */
  public static Sampler compile(
      CountRun table,
      int order,
      Smoothing smoothing,
      int @org.jspecify.annotations.Nullable [] vocabulary) {
    return new SamplerCompiler(table, order, smoothing).compile(vocabulary);
  }

  private Sampler compile(int @org.jspecify.annotations.Nullable [] vocabulary) {
    if (table.size() == 0) {
      throw new IllegalArgumentException("a model needs at least one sentence; the table is empty");
    }
    SuffixScan.of(table, this::group);
    contexts[0] = 1;
    int[] base = new int[order + 1];
    for (int length = 0; length < order; length++) {
      numberStart(length);
      boolean used = length >= lowest - 1;
      base[length + 1] = base[length] + (used ? contexts[length] : 0);
    }
    return assemble(base, vocabulary);
  }

  private boolean isStart(int length) {
    // Maximum likelihood starts from a full context of <s>, the others from a single one.
    return length > 0 && (lowest == order ? length == order - 1 : length == 1);
  }

  /** Gives the context of only {@code <s>} its place: behind those that end in {@code <unk>}. */
  private void numberStart(int length) {
    if (isStart(length) && startContext[length] < 0) {
      startContext[length] = contexts[length]++;
    }
  }

  private void group(
      int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
    if (n > order || ((kind & GroupSink.PADDED) != 0 && lowest < order)) {
      return;
    }
    int last = table.layout().token(keys, at, 0);
    boolean ends = last == Vocabulary.EOS;
    if (n >= lowest) {
      if (last > Vocabulary.BOS && n > 1) {
        numberStart(n - 1);
      }
      if (last > Vocabulary.BOS && n < order) {
        numberStart(n);
      }
      int length = Math.min(n, order - 1);
      boolean raw = n == order || (kind & GroupSink.STARTS) != 0;
      long adjusted = raw ? count : left;
      if (adjusted < 5) {
        countsOfCounts[n][(int) adjusted]++;
      }
      int follows = ends ? Sampler.END : length == 0 ? 0 : contexts[length];
      levels[n].add(table.layout(), keys, at, adjusted, follows);
    }
    if (n < order && n >= lowest - 1 && !ends) {
      contexts[n]++;
    }
  }

  private Sampler assemble(int[] base, int @org.jspecify.annotations.Nullable [] vocabulary) {
    int slots = 0;
    for (int n = lowest; n <= order; n++) {
      slots = Math.addExact(slots, levels[n].size);
    }
    int[] offsets = new int[base[order] + 1];
    long[] cumulative = new long[slots];
    int[] words = new int[slots];
    int[] next = new int[slots];
    int slot = 0;
    int context = -1;
    List<Discounts> discounts = new ArrayList<>();
    for (int n = lowest; n <= order; n++) {
      Level level = levels[n];
      ContextOrder sorted = ContextOrder.of(level.layout, level.keys, level.size);
      int nextBase = base[Math.min(n, order - 1)];
      long sum = 0;
      for (int i = 0; i < level.size; i++) {
        if (sorted.startsContext(i)) {
          offsets[++context] = slot;
          sum = 0;
        }
        int from = sorted.order()[i];
        sum = Math.addExact(sum, level.counts[from]);
        cumulative[slot] = sum;
        words[slot] = sorted.word(i);
        next[slot] = level.next[from] == Sampler.END ? Sampler.END : nextBase + level.next[from];
        slot++;
      }
      if (context + 1 != base[n]) {
        throw new IllegalStateException(
            "order "
                + n
                + ": "
                + (context + 1)
                + " contexts have successors, "
                + base[n]
                + " were numbered; the table does not hold whole sentences");
      }
      discounts.add(Discounts.of(countsOfCounts[n]));
      levels[n] = new Level(level.layout, 0);
    }
    offsets[base[order]] = slots;
    int start =
        order == 1
            ? 0
            : lowest == order
                ? base[order - 1] + startContext[order - 1]
                : base[1] + startContext[1];
    if (lowest == order && order > 1) {
      return new Sampler(
          order, start, offsets, cumulative, words, next, new int[0], base, Interpolation.NONE);
    }
    if (smoothing instanceof Smoothing.None) {
      return new Sampler(
          order, start, offsets, cumulative, words, next, new int[0], base, Interpolation.NONE);
    }
    int[] types = vocabulary != null ? vocabulary : withMarks(words, offsets[1]);
    return new Sampler(
        order,
        start,
        offsets,
        cumulative,
        words,
        next,
        shorter(base, offsets, words, next),
        base,
        new Interpolation(discounts, types));
  }

  /** The words of the unigrams, with {@code </s>} and {@code <unk>}. */
  private static int[] withMarks(int[] words, int unigrams) {
    int[] types = Arrays.copyOf(words, unigrams);
    if (unigrams == 0 || types[0] != Vocabulary.UNK) {
      int[] more = new int[unigrams + 1];
      more[0] = Vocabulary.UNK;
      System.arraycopy(types, 0, more, 1, unigrams);
      types = more;
    }
    return types;
  }

  /**
   * Each context without its oldest token. Contexts of a length are in the order of their tokens,
   * last token first, so the shorter ones are met in ascending order; which one is known from the
   * slot that leads to the context: a slot of context h leads to h w, and the same word's slot in
   * the context shorter than h leads to the context shorter than h w.
   */
  private int[] shorter(int[] base, int[] offsets, int[] words, int[] next) {
    int[] shorter = new int[base[order]];
    Arrays.fill(shorter, 0, base[Math.min(2, order)], 0);
    for (int length = 1; length + 1 < order; length++) {
      // Slots of contexts of this length lead to contexts one longer.
      for (int c = base[length]; c < base[length + 1]; c++) {
        int low = offsets[shorter[c]];
        int high = offsets[shorter[c] + 1];
        for (int s = offsets[c]; s < offsets[c + 1]; s++) {
          if (next[s] == Sampler.END) {
            continue;
          }
          low = Arrays.binarySearch(words, low, high, words[s]);
          if (low < 0) {
            throw new IllegalStateException("an n-gram's suffix is missing from the table");
          }
          shorter[next[s]] = next[low];
        }
      }
    }
    return shorter;
  }
}
