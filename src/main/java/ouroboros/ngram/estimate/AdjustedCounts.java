package ouroboros.ngram.estimate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GramBlocks;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.smoothing.Smoothing;

/**
 * The first pass of an estimation: scans one range of last tokens in suffix order. It gives three
 * things: for every n-gram of every order the count that the smoothing uses, sorted by the part
 * that normalises its context; the counts of counts; and the number of n-grams.
 *
 * <p>Input order: suffix order. The n-grams are of whole sentences. Where those that end in one
 * token are in several ranges, the short ones that these share are counted by {@link #shared}.
 * Output order: suffix order for each order and part. A count is written as 2 x count, plus 1 where
 * the n-gram is pruned. Counts of counts are taken before pruning, as in KenLM.
 */
public final class AdjustedCounts implements GroupSink {
  private final KeyLayout layout;
  private final int order;
  private final Smoothing smoothing;
  private final Pruning pruning;
  private final Parts partOf;
  private final @Nullable GramBlocks[][] grams;
  private final long[] statistics;

  private AdjustedCounts(
      KeyLayout layout, int order, Smoothing smoothing, Pruning pruning, Parts partOf, int parts) {
    this.layout = layout;
    this.order = order;
    this.smoothing = smoothing;
    this.pruning = pruning;
    this.partOf = partOf;
    grams = new GramBlocks[order + 1][parts];
    statistics = new long[statistics(order)];
  }

  /** The parts that contexts are divided into. */
  public interface Parts {
    /**
     * The first part that has the context of an n-gram, of n = 2 tokens or more.
     *
     * @param at the entry of {@code keys} whose last n tokens are the n-gram
     */
    int first(KeyLayout layout, long[][] keys, int at, int n);

    /** The last one; each between them has all n-grams of the context, too. */
    default int last(KeyLayout layout, long[][] keys, int at, int n) {
      return first(layout, keys, at, n);
    }

    /** The parts are the key ranges, with contexts in place of n-grams. */
    static Parts of(KeyRanges ranges) {
      return new Parts() {
        @Override
        public int first(KeyLayout layout, long[][] keys, int at, int n) {
          return ranges.firstOfContext(layout, keys, at, n);
        }

        @Override
        public int last(KeyLayout layout, long[][] keys, int at, int n) {
          return ranges.lastOfContext(layout, keys, at, n);
        }
      };
    }
  }

  /**
   * Scans all n-grams that end in some tokens.
   *
   * @param order of the model, at most the order of the run
   * @param partOf gives the part of an n-gram's context, in [0, parts)
   */
  public static AdjustedCounts of(
      CountRun run, int order, Smoothing smoothing, Pruning pruning, Parts partOf, int parts) {
    AdjustedCounts counts =
        new AdjustedCounts(run.layout(), order, smoothing, pruning, partOf, parts);
    SuffixScan.of(run, counts);
    return counts;
  }

  /** What the scan of a range gives. */
  public record OfRange(AdjustedCounts counts, OpenGroups open) {}

  /** Scans a range, which may have n-grams that other ranges have too. */
  public static OfRange of(
      KeyRanges ranges, int range, CountRun run, int order, Smoothing smoothing, Pruning pruning) {
    AdjustedCounts counts =
        new AdjustedCounts(
            run.layout(), order, smoothing, pruning, Parts.of(ranges), ranges.size());
    CountRun none = CountRun.empty(run.layout());
    return new OfRange(counts, SuffixScan.of(ranges, range, none, run, none, counts));
  }

  /** The n-grams that several ranges have, which none of their counts contain. */
  public static AdjustedCounts shared(
      KeyRanges ranges, List<OpenGroups> open, int order, Smoothing smoothing, Pruning pruning) {
    AdjustedCounts counts =
        new AdjustedCounts(
            ranges.layout(), order, smoothing, pruning, Parts.of(ranges), ranges.size());
    OpenGroups.complete(ranges.layout(), open, counts);
    return counts;
  }

  @Override
  public void group(
      int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
    if (n > order || (kind & PADDED) != 0) {
      return;
    }
    boolean raw = n == order || !smoothing.adjusted() || (kind & STARTS) != 0;
    long counted = raw ? count : left;
    int first = n * Smoothing.COUNTS_OF_COUNTS;
    if (counted < Smoothing.COUNTS_OF_COUNTS) {
      statistics[first + (int) counted]++;
    }
    boolean pruned = pruning.drops(n, count);
    if (!pruned) {
      statistics[first]++;
    }
    int from = n == 1 ? 0 : partOf.first(layout, keys, at, n);
    int to = n == 1 ? 0 : partOf.last(layout, keys, at, n);
    for (int part = from; part <= to; part++) {
      add(n, part, keys, at, counted << 1 | (pruned ? 1 : 0));
    }
  }

  private void add(int n, int part, long[][] keys, int at, long code) {
    GramBlocks list = grams[n][part];
    if (list == null) {
      list = new GramBlocks(KeyLayout.ofBits(n, layout.bits()));
      grams[n][part] = list;
    }
    list.add(layout, keys, at, code);
  }

  /** The length of {@link #statistics()}. */
  public static int statistics(int order) {
    return (order + 1) * Smoothing.COUNTS_OF_COUNTS;
  }

  /**
   * The statistics of all orders, in one array. Order n begins at n x {@link
   * Smoothing#COUNTS_OF_COUNTS}: first how many n-grams are kept, then how many have count 1, 2,
   * ... The arrays of the ranges are added.
   */
  public long[] statistics() {
    return statistics.clone();
  }

  /** How many n-grams of an order the range has, pruned ones included. */
  public long size(int n) {
    long size = 0;
    for (GramBlocks list : grams[n]) {
      size += list == null ? 0 : list.size();
    }
    return size;
  }

  /** The unigrams in blocks. Can be called only once. */
  public List<CountRun> unigrams() {
    return grams(1, 0);
  }

  /** The n-grams whose contexts are in a part, in blocks. Can be called only once. */
  public List<CountRun> grams(int n, int part) {
    GramBlocks list = grams[n][part];
    grams[n][part] = null;
    return list == null ? List.of() : list.runs();
  }
}
