package ouroboros.ngram.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.ContextOrder;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GramList;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.smoothing.BackOff;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * Compiles count tables to a {@link Sampler}. Every range of last tokens is scanned in suffix order
 * ({@link SuffixPart}). Each n-gram goes to the part that its context is in, and every part is
 * sorted by context into its place in the model. All cores of this JVM work on ranges and parts in
 * parallel; the model does not depend on their number.
 *
 * <p>Cost: one scan, and one radix sort per order; about 40 bytes per n-gram in addition to the
 * table.
 */
public final class SamplerCompiler {
  private static final int MOST_PARTS = 256;

  /** About how many n-grams a part has: few enough that sorting them stays in a cache. */
  private static final int GRAMS_A_PART = 1 << 17;

  private final int order;
  private final Smoothing smoothing;
  private final int lowest;
  private final KeyLayout layout;

  /** How many lists n-grams went into, by their contexts. */
  private final int parts;

  private final List<SuffixPart> scanned;

  private final ContextNumbers numbers;
  private int[] offsets = new int[0];
  private long[] cumulative = new long[0];
  private int[] words = new int[0];
  private int[] next = new int[0];

  private SamplerCompiler(
      int ranges,
      IntFunction<? extends Iterable<CountRun>> table,
      KeyLayout layout,
      int order,
      Smoothing smoothing,
      ContextParts byContext) {
    this.order = order;
    this.smoothing = smoothing;
    this.layout = layout;
    lowest = smoothing instanceof Smoothing.None ? order : 1;
    parts = byContext.lists();
    scanned =
        IntStream.range(0, ranges)
            .parallel()
            .mapToObj(r -> SuffixPart.of(layout, table.apply(r), order, smoothing, byContext, r))
            .toList();
    numbers = new ContextNumbers(scanned, order, lowest);
  }

  /**
   * Divides the tokens into parts with about the same number of n-grams each, by the token before
   * the last.
   */
  private static int[] parts(List<CountRun> ranges, int wanted) {
    KeyLayout layout = ranges.get(0).layout();
    int types = 1 + Vocabulary.EOS;
    for (CountRun range : ranges) {
      if (range.size() > 0) {
        types = Math.max(types, 1 + layout.token(range.keys(), range.size() - 1, 0));
      }
    }
    int[] part = new int[types];
    if (layout.order() == 1) {
      return part;
    }
    long[] grams = new long[types];
    long all = 0;
    int step = 16;
    for (CountRun range : ranges) {
      for (int i = 0; i < range.size(); i += step) {
        grams[layout.token(range.keys(), i, 1)]++;
        all++;
      }
    }
    long before = 0;
    int last = 0;
    for (int token = 0; token < types; token++) {
      if (before * wanted >= all * (last + 1L) && last + 1 < wanted) {
        last++;
      }
      part[token] = last;
      before += grams[token];
    }
    return part;
  }

  /** Compiles a model from one table. */
  public static Sampler compile(
      CountRun table, int order, Smoothing smoothing, int @Nullable [] vocabulary) {
    return compile(List.of(table), order, smoothing, vocabulary);
  }

  /**
   * Compiles a model.
   *
   * @param ranges counts of n-grams of at least {@code order} tokens, whole sentences, cut into
   *     ascending ranges of last tokens
   * @param order the model's order, 1 to 6
   * @param vocabulary the types of the uniform distribution below the unigrams: word ids, {@code
   *     </s>} and {@code <unk>}; null for the types of the table and these two; not used under
   *     maximum likelihood
   */
  public static Sampler compile(
      List<CountRun> ranges, int order, Smoothing smoothing, int @Nullable [] vocabulary) {
    if (ranges.stream().allMatch(range -> range.size() == 0)) {
      throw new IllegalArgumentException("a model needs at least one sentence; the table is empty");
    }
    long grams = ranges.stream().mapToLong(CountRun::size).sum();
    int[] partOf = parts(ranges, (int) Math.min(MOST_PARTS, 1 + grams / GRAMS_A_PART));
    KeyLayout layout = ranges.get(0).layout();
    List<List<CountRun>> whole = wholeTokens(ranges);
    ContextParts byContext = ContextParts.ofTokens(partOf);
    SamplerCompiler compiler =
        new SamplerCompiler(whole.size(), whole::get, layout, order, smoothing, byContext);
    compiler.numbers.name(byContext.lists());
    return compiler.assemble(vocabulary);
  }

  /** The ranges, those together that have n-grams that end in the same token. */
  private static List<List<CountRun>> wholeTokens(List<CountRun> ranges) {
    List<List<CountRun>> whole = new ArrayList<>();
    int token = -1;
    for (CountRun range : ranges) {
      if (range.size() > 0) {
        KeyLayout layout = range.layout();
        if (layout.token(range.keys(), 0, 0) != token) {
          whole.add(new ArrayList<>());
        }
        whole.get(whole.size() - 1).add(range);
        token = layout.token(range.keys(), range.size() - 1, 0);
      }
    }
    return whole;
  }

  /**
   * Compiles a shard of a model: the contexts that belong to the shard, and their shorter contexts
   * down to the empty one, all complete. A run is read when it is scanned and then released, and
   * only n-grams of the shard are collected, so the memory is that of the shard.
   *
   * @param ranges how many ranges the table has; all n-grams that end in a token are in one
   * @param table gives a range by its number, in one run or in several
   */
  public static ModelShard shard(
      int ranges,
      IntFunction<? extends Iterable<CountRun>> table,
      int order,
      Smoothing smoothing,
      int @Nullable [] vocabulary,
      Shards shards,
      int shard) {
    KeyLayout layout = table.apply(0).iterator().next().layout();
    ContextParts byContext = ContextParts.ofShard(shards, layout, shard);
    SamplerCompiler compiler =
        new SamplerCompiler(ranges, table, layout, order, smoothing, byContext);
    ShardNumbers others = new ShardNumbers(compiler.scanned, order, byContext, compiler.numbers);
    others.name(compiler.lowest);
    return others.finish(compiler.assemble(vocabulary));
  }

  private Sampler assemble(int @Nullable [] vocabulary) {
    int[][] slotBase = new int[order + 1][parts];
    int slots = 0;
    for (int n = lowest; n <= order; n++) {
      for (int part = 0; part < parts; part++) {
        slotBase[n][part] = slots;
        for (SuffixPart range : scanned) {
          slots = Math.addExact(slots, range.grams[n][part].size);
        }
      }
    }
    int[] base = numbers.base();
    offsets = new int[base[order] + 1];
    cumulative = new long[slots];
    words = new int[slots];
    next = new int[slots];
    offsets[base[order]] = slots;
    // The highest order first, because it takes the longest.
    int tasks = (order - lowest + 1) * parts;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(task -> fill(order - task / parts, task % parts, slotBase));
    int start = numbers.start();
    if (smoothing instanceof Smoothing.None) {
      return new Sampler(
          order,
          start,
          offsets,
          cumulative,
          words,
          next,
          new int[0],
          base,
          Interpolation.NONE,
          new long[0]);
    }
    int[] shorter = numbers.shorter();
    int[] types = vocabulary != null ? vocabulary : withMarks(words, offsets[1]);
    List<Discounts> rules = rules(types.length);
    long[] exceptions = new long[0];
    int[] uniform = types;
    if (smoothing.onlyWhole()) {
      rules.add(rules.get(order - 1));
      exceptions = numbers.starts();
    } else {
      rules.add(Discounts.NONE);
    }
    if (smoothing.backsOff()) {
      uniform = BackOff.unseen(types, words, offsets[1]);
      exceptions = BackOff.whole(base, offsets, cumulative, shorter, rules, uniform.length);
    }
    return new Sampler(
        order,
        start,
        offsets,
        cumulative,
        words,
        next,
        shorter,
        base,
        new Interpolation(rules, uniform, smoothing.backsOff()),
        exceptions);
  }

  private List<Discounts> rules(int types) {
    List<Discounts> rules = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      long[] counts = new long[Smoothing.COUNTS_OF_COUNTS];
      for (SuffixPart range : scanned) {
        for (int k = 1; k < counts.length; k++) {
          counts[k] += range.countsOfCounts[n][k];
        }
      }
      rules.add(smoothing.discounts(n, order, counts, types));
    }
    return rules;
  }

  /** Writes the n-grams of one order whose contexts are in one part to their slots. */
  private void fill(int n, int part, int[][] slotBase) {
    int size = 0;
    int context = n == 1 ? 0 : numbers.base()[n - 1];
    int contexts = n == 1 ? 1 : 0;
    for (SuffixPart range : scanned) {
      size += range.grams[n][part].size;
      for (int before = 0; n > 1 && before < part; before++) {
        context += range.contextsIn[n - 1][before];
      }
      contexts += n == 1 ? 0 : range.contextsIn[n - 1][part];
    }
    int expected = n == 1 && part > 0 ? 0 : contexts;
    KeyLayout own = layout.cut(n);
    long[][] keys = new long[own.words()][size];
    long[] counts = new long[size];
    int[] follows = new int[size];
    int at = 0;
    for (SuffixPart range : scanned) {
      GramList grams = range.grams[n][part];
      for (int w = 0; w < keys.length; w++) {
        System.arraycopy(grams.keys[w], 0, keys[w], at, grams.size);
      }
      System.arraycopy(grams.counts, 0, counts, at, grams.size);
      System.arraycopy(grams.next, 0, follows, at, grams.size);
      at += grams.size;
      range.grams[n][part] = new GramList(own);
    }
    ContextOrder sorted = ContextOrder.of(own, keys, size);
    int[] from = sorted.order();
    int slot = slotBase[n][part];
    int met = 0;
    long sum = 0;
    for (int i = 0; i < size; i++) {
      if (sorted.startsContext(i)) {
        if (met == expected) {
          throw broken(n, met + 1, expected);
        }
        offsets[context + met++] = slot;
        sum = 0;
      }
      sum = Math.addExact(sum, counts[from[i]]);
      cumulative[slot] = sum;
      words[slot] = sorted.word(i);
      next[slot++] = follows[from[i]];
    }
    if (met != expected) {
      throw broken(n, met, expected);
    }
  }

  private static IllegalStateException broken(int n, int met, int expected) {
    return new IllegalStateException(
        "order "
            + n
            + ": "
            + met
            + " contexts have successors, "
            + expected
            + " were numbered; the table does not hold whole sentences");
  }

  /** The words of the unigrams, and {@code </s>} and {@code <unk>}. */
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
}
