package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GramList;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * The first half of compiling a model: scans one range of last tokens in suffix order. It collects
 * the n-grams of every order with their counts, collects the counts of counts, and numbers the
 * contexts.
 *
 * <p>An n-gram that does not end in {@code </s>} is also a context, and in suffix order these
 * n-grams have the order of the contexts. An n-gram comes before the group of its own suffix is
 * closed. So the number of the context that follows, and the number of a context's suffix, are
 * counters: nothing is looked up. Output: n-grams by order, and by the part of the last token of
 * their context.
 */
final class SuffixPart implements GroupSink {
  private final KeyLayout layout;
  private final int order;
  private final int lowest;
  private final Smoothing smoothing;
  private final ContextParts parts;
  private final int range;

  /** [order + 1, lists] n-grams in suffix order. */
  final GramList[][] grams;

  /** [order, lists] how many contexts of each length each list has. */
  final int[][] contextsIn;

  /**
   * [order] how many contexts of each length were numbered so far, including the one that is only
   * {@code <s>}.
   */
  final int[] contexts;

  /** [order] the first of the contexts that the lists have; those of a length are consecutive. */
  final int[] firstKept;

  /** Of a shard: the lowest shard that has contexts of this range. */
  private int lowestShard = -1;

  /** [order, shards from the lowest on] how many contexts of each length each shard has. */
  private final int[][] contextsOf;

  /** [order, contexts in lists] the number of each context's suffix in this range. */
  final int[][] shorter;

  /** [order, contexts in lists / 64] one bit per context: whether it starts with {@code <s>}. */
  final long[][] starts;

  /** [order] the number of the context that is only {@code <s>}, or -1. */
  final int[] startContext;

  /** [order + 1][counts] the counts of counts of each order. */
  final long[][] countsOfCounts;

  /**
   * @param parts the lists that n-grams go into
   * @param range the number of this range; the first range also numbers the context that is only
   *     {@code <s>}
   */
  private SuffixPart(
      KeyLayout layout, int order, Smoothing smoothing, ContextParts parts, int range) {
    this.layout = layout;
    this.order = order;
    this.smoothing = smoothing;
    this.parts = parts;
    this.range = range;
    lowest = smoothing instanceof Smoothing.None ? order : 1;
    grams = new GramList[order + 1][parts.lists()];
    for (int n = lowest; n <= order; n++) {
      KeyLayout own = layout.cut(n);
      for (int list = 0; list < parts.lists(); list++) {
        grams[n][list] = new GramList(own);
      }
    }
    contextsIn = new int[order][parts.lists()];
    contexts = new int[order];
    firstKept = new int[order];
    contextsOf = new int[order][0];
    shorter = new int[order][0];
    starts = new long[order][0];
    startContext = new int[order];
    Arrays.fill(startContext, -1);
    countsOfCounts = new long[order + 1][Smoothing.COUNTS_OF_COUNTS];
  }

  /** Scans a range, which is given in several runs if it is too long for one. */
  static SuffixPart of(
      KeyLayout layout,
      Iterable<CountRun> runs,
      int order,
      Smoothing smoothing,
      ContextParts parts,
      int range) {
    SuffixPart part = new SuffixPart(layout, order, smoothing, parts, range);
    SuffixScan.of(layout, runs.iterator(), part);
    for (int length = 0; length < order; length++) {
      part.numberStart(length);
    }
    return part;
  }

  /** How many contexts of a length the lists have together. */
  int kept(int length) {
    int kept = 0;
    for (int list : contextsIn[length]) {
      kept += list;
    }
    return kept;
  }

  /** Adds the contexts of a length that each shard has to {@code sums[shard + 1]}. */
  void addShards(int length, long[][] sums) {
    for (int i = 0; i < contextsOf[length].length; i++) {
      if (contextsOf[length][i] > 0) {
        sums[lowestShard + i + 1][length] += contextsOf[length][i];
      }
    }
  }

  /**
   * Numbers the context that is only {@code <s>}, behind the contexts that end in {@code <unk>}.
   */
  private void numberStart(int length) {
    // Under maximum likelihood a sentence starts in a context full of <s>, else in a single <s>.
    boolean start = length > 0 && (lowest == order ? length == order - 1 : length == 1);
    if (range == 0 && start && startContext[length] < 0) {
      int part = parts.first(Vocabulary.BOS);
      countShard(length, Vocabulary.BOS, part);
      startContext[length] = number(length, parts.list(part), STARTS, 0);
    }
  }

  /** Numbers the next context of a length. */
  private int number(int length, int list, int kind, int suffix) {
    int number = contexts[length];
    if (number == Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "more than 2^31 - 1 contexts of "
              + length
              + " tokens end in the same token or range of tokens; take a lower order or a sample");
    }
    contexts[length]++;
    if (list < 0) {
      return number;
    }
    if (parts.isShard() && contextsIn[length][0] == 0) {
      firstKept[length] = number;
    }
    contextsIn[length][list]++;
    if (lowest < order) {
      int at = number - firstKept[length];
      if (at == shorter[length].length) {
        shorter[length] = Arrays.copyOf(shorter[length], Math.max(64, at + (at >> 1)));
      }
      shorter[length][at] = suffix;
      if (smoothing.onlyWhole()) {
        if (at >>> 6 == starts[length].length) {
          starts[length] = Arrays.copyOf(starts[length], Math.max(8, 2 * starts[length].length));
        }
        starts[length][at >>> 6] |= (kind & STARTS) != 0 ? 1L << (at & 63) : 0;
      }
    }
    return number;
  }

  private void countShard(int length, int token, int shard) {
    if (!parts.isShard()) {
      return;
    }
    if (lowestShard < 0) {
      lowestShard = parts.first(token);
    }
    int at = shard - lowestShard;
    if (at >= contextsOf[length].length) {
      contextsOf[length] = Arrays.copyOf(contextsOf[length], at + 1);
    }
    contextsOf[length][at]++;
  }

  @Override
  public void group(
      int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
    if (n > order || ((kind & PADDED) != 0 && lowest < order)) {
      return;
    }
    int last = layout.token(keys, at, 0);
    if (n >= lowest) {
      if (last > Vocabulary.BOS && n > 1) {
        numberStart(n - 1);
      }
      if (last > Vocabulary.BOS && n < order) {
        numberStart(n);
      }
      int length = Math.min(n, order - 1);
      boolean raw = n == order || !smoothing.adjusted() || (kind & STARTS) != 0;
      long counted = raw ? count : left;
      if (counted < Smoothing.COUNTS_OF_COUNTS) {
        countsOfCounts[n][(int) counted]++;
      }
      int list =
          n == 1 ? 0 : parts.list(parts.part(layout, keys, at, 1, n), layout, keys, at, 1, n);
      if (list >= 0) {
        int follows = last == Vocabulary.EOS ? Sampler.END : length == 0 ? 0 : contexts[length];
        grams[n][list].add(layout, keys, at, counted, follows);
      }
    }
    if (n < order && n >= lowest - 1 && last != Vocabulary.EOS) {
      int part = parts.part(layout, keys, at, 0, n);
      countShard(n, last, part);
      int list = parts.list(part, layout, keys, at, 0, n);
      number(n, list, kind, n == 1 ? 0 : contexts[n - 1]);
    }
  }
}
