package ouroboros.ngram.sampling;

import java.util.List;

/**
 * Numbers the contexts of a model. Every range of last tokens has numbered its own contexts; here
 * all are ordered by length, then by range, then by their number in the range. Number 0 is the
 * empty context. The contexts of one shard are numbered in the same order, without the others.
 * Cost: one pass over the contexts.
 */
final class ContextNumbers {
  private final List<SuffixPart> scanned;
  private final int order;
  private final int lowest;
  private final ContextParts parts;

  /** [order + 1] the first context of each length, then the number of contexts. */
  private final int[] base;

  /**
   * [ranges, order] for contexts of each length, the difference between the number here and the
   * number that the range gave.
   */
  private final int[][] shift;

  /** The same difference where the contexts of all shards are numbered. */
  private final int[][] wholeShift;

  /**
   * @param scanned the scanned ranges
   * @param lowest the order of the shortest n-grams of the model
   */
  ContextNumbers(List<SuffixPart> scanned, int order, int lowest, ContextParts parts) {
    this.scanned = scanned;
    this.order = order;
    this.lowest = lowest;
    this.parts = parts;
    wholeShift = new int[scanned.size()][order];
    int[] whole = bases(true, wholeShift);
    shift = parts.isShard() ? new int[scanned.size()][order] : wholeShift;
    base = parts.isShard() ? bases(false, shift) : whole;
  }

  /**
   * Numbers all contexts, or those of the shard, by length, then by range. Returns the numbers that
   * {@link #base()} describes.
   *
   * @param shifts [ranges, order] output: the difference between the number here and the number
   *     that the range gave
   */
  private int[] bases(boolean all, int[][] shifts) {
    int[] bases = new int[order + 1];
    if (lowest == 1) {
      bases[1] = 1;
    }
    for (int length = 0; length < order; length++) {
      int number = bases[length];
      if (length > 0 || order == 1) {
        for (int r = 0; r < scanned.size(); r++) {
          SuffixPart range = scanned.get(r);
          shifts[r][length] = number - (all ? 0 : range.firstKept[length]);
          int many = all ? range.contexts[length] : range.kept(length);
          number = Math.addExact(number, many);
        }
      }
      bases[length + 1] = length == 0 && (lowest == 1 || order == 1) ? 1 : number;
    }
    return bases;
  }

  /** [order + 1] the first context of each length, then the number of contexts. */
  int[] base() {
    return base;
  }

  /**
   * The difference between the number of a context among those of all shards and the number that
   * its range gave.
   */
  int first(int range, int length) {
    return length == 0 ? 0 : wholeShift[range][length];
  }

  /** The context in which sentences start, by its number among the contexts of all shards. */
  int start() {
    int length = lowest == order ? order - 1 : 1;
    return wholeShift[0][length] + scanned.get(0).startContext[length];
  }

  /**
   * [shards + 1, order] the first context of each length that belongs to each shard, by its number
   * among the contexts of all shards.
   */
  int[][] firsts() {
    int[][] firsts = new int[parts.shards() + 1][order];
    for (int length = 0; length < order; length++) {
      firsts[0][length] = wholeShift[0][length];
      for (SuffixPart range : scanned) {
        range.addShards(length, firsts);
      }
      for (int shard = 1; shard < firsts.length; shard++) {
        firsts[shard][length] += firsts[shard - 1][length];
      }
    }
    return firsts;
  }

  /** [order] how many contexts of each length this shard has. */
  int[] kept() {
    int[] kept = new int[order];
    for (int length = 0; length < order; length++) {
      for (SuffixPart range : scanned) {
        kept[length] += range.kept(length);
      }
    }
    return kept;
  }

  /** [contexts] for each context, the number of the context without its oldest token. */
  int[] shorter() {
    int[] shorter = new int[base[order]];
    for (int length = 2; length < order; length++) {
      for (int r = 0; r < scanned.size(); r++) {
        SuffixPart range = scanned.get(r);
        int suffixes = shift[r][length - 1];
        int first = shift[r][length] + range.firstKept[length];
        for (int i = 0, kept = range.kept(length); i < kept; i++) {
          shorter[first + i] = suffixes + range.shorter[length][i];
        }
      }
    }
    return shorter;
  }

  /** [contexts / 64] one bit per context: whether it starts with {@code <s>}. */
  long[] starts() {
    long[] bits = new long[(base[order] + 63) >>> 6];
    for (int length = 1; length < order; length++) {
      for (int r = 0; r < scanned.size(); r++) {
        SuffixPart range = scanned.get(r);
        int first = shift[r][length] + range.firstKept[length];
        for (int i = 0, kept = range.kept(length); i < kept; i++) {
          if ((range.starts[length][i >>> 6] >>> (i & 63) & 1) != 0) {
            int context = first + i;
            bits[context >>> 6] |= 1L << (context & 63);
          }
        }
      }
    }
    return bits;
  }
}
