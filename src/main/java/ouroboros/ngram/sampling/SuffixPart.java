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
  private final int[] partOf;
  private final int range;

  /** [order + 1, parts] n-grams in suffix order. */
  final GramList[][] grams;

  /** [order, parts] how many contexts of each length each part has. */
  final int[][] contextsIn;

  /**
   * [order] how many contexts of each length were numbered so far, including the one that is only
   * {@code <s>}.
   */
  final int[] contexts;

  /** [order, contexts] the number of each context's suffix in this range. */
  private final int[][] shorter;

  /** The part whose contexts are kept; -1 for all parts. */
  private int kept = -1;

  /** [order, contexts / 64] one bit per context: whether it starts with {@code <s>}. */
  final long[][] starts;

  /** [order] the number of the context that is only {@code <s>}, or -1. */
  final int[] startContext;

  /** [order + 1][counts] the counts of counts of each order. */
  final long[][] countsOfCounts;

  /**
   * @param partOf [types] the part of each token, ascending
   * @param parts the number of parts
   * @param range the number of this range; the first range also numbers the context that is only
   *     {@code <s>}
   */
  private SuffixPart(
      KeyLayout layout, int order, Smoothing smoothing, int[] partOf, int parts, int range) {
    this.layout = layout;
    this.order = order;
    this.smoothing = smoothing;
    this.partOf = partOf;
    this.range = range;
    lowest = smoothing instanceof Smoothing.None ? order : 1;
    grams = new GramList[order + 1][parts];
    for (int n = lowest; n <= order; n++) {
      KeyLayout own = layout.cut(n);
      for (int part = 0; part < parts; part++) {
        grams[n][part] = new GramList(own);
      }
    }
    contextsIn = new int[order][parts];
    contexts = new int[order];
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
      int[] partOf,
      int parts,
      int range) {
    SuffixPart part = new SuffixPart(layout, order, smoothing, partOf, parts, range);
    SuffixScan.of(layout, runs.iterator(), part);
    for (int length = 0; length < order; length++) {
      part.numberStart(length);
    }
    return part;
  }

  /** Releases the n-grams and contexts of all parts but one; -1 keeps all. */
  SuffixPart keep(int part) {
    for (int n = 2; part >= 0 && n <= order; n++) {
      for (int other = 0; n >= lowest && other < grams[n].length; other++) {
        if (other != part) {
          grams[n][other] = new GramList(layout.cut(n));
        }
      }
    }
    for (int length = 0; part >= 0 && length < order; length++) {
      if (shorter[length].length > 0) {
        kept = part;
        shorter[length] =
            Arrays.copyOfRange(shorter[length], first(length, part), end(length, part));
      }
    }
    return this;
  }

  /** The number of a context's suffix in this range. */
  int shorter(int length, int context) {
    return shorter[length][context - (kept < 0 ? 0 : before(length, kept))];
  }

  /** How many contexts of a length are in the parts before {@code part}. */
  int before(int length, int part) {
    int before = 0;
    for (int p = 0; p < part; p++) {
      before += contextsIn[length][p];
    }
    return before;
  }

  /** The first context of a part; with -1, the first of all parts. */
  int first(int length, int part) {
    return part < 0 ? 0 : before(length, part);
  }

  /** One more than the last context of a part; with -1, of all parts. */
  int end(int length, int part) {
    return part < 0 ? contexts[length] : before(length, part + 1);
  }

  /**
   * Numbers the context that is only {@code <s>}, behind the contexts that end in {@code <unk>}.
   */
  private void numberStart(int length) {
    // Under maximum likelihood a sentence starts in a context full of <s>, else in a single <s>.
    boolean start = length > 0 && (lowest == order ? length == order - 1 : length == 1);
    if (range == 0 && start && startContext[length] < 0) {
      startContext[length] = number(length, Vocabulary.BOS, STARTS, 0);
    }
  }

  private int number(int length, int last, int kind, int suffix) {
    int number = contexts[length]++;
    contextsIn[length][partOf[last]]++;
    if (lowest < order) {
      if (number == shorter[length].length) {
        shorter[length] = Arrays.copyOf(shorter[length], Math.max(64, number + (number >> 1)));
      }
      shorter[length][number] = suffix;
      if (smoothing.onlyWhole()) {
        if (number >>> 6 == starts[length].length) {
          starts[length] = Arrays.copyOf(starts[length], Math.max(8, 2 * starts[length].length));
        }
        starts[length][number >>> 6] |= (kind & STARTS) != 0 ? 1L << (number & 63) : 0;
      }
    }
    return number;
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
      int follows = last == Vocabulary.EOS ? Sampler.END : length == 0 ? 0 : contexts[length];
      int part = n == 1 ? 0 : partOf[layout.token(keys, at, 1)];
      grams[n][part].add(layout, keys, at, counted, follows);
    }
    if (n < order && n >= lowest - 1 && last != Vocabulary.EOS) {
      number(n, last, kind, n == 1 ? 0 : contexts[n - 1]);
    }
  }
}
