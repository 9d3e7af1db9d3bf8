package ouroboros.ngram.sampling;

import java.util.List;

/**
 * Numbers the contexts of a model. Every range of last tokens has numbered its own contexts; here
 * all are ordered by length, then by range, then by their number in the range. Number 0 is the
 * empty context. Cost: one pass over the contexts.
 */
final class ContextNumbers {
  private final List<SuffixPart> scanned;
  private final int order;
  private final int lowest;

  /** The part whose contexts are numbered; -1 for all parts. */
  private final int only;

  /** [order + 1] the first context of each length, then the number of contexts. */
  private final int[] base;

  /**
   * [ranges, order] for contexts of each length, the difference between the number here and the
   * number that the range gave.
   */
  private final int[][] shift;

  /** The same difference where the contexts of all parts are numbered. */
  private final int[][] wholeShift;

  /**
   * @param scanned the scanned ranges
   * @param lowest the order of the shortest n-grams of the model
   * @param only the part whose contexts are numbered; -1 for all
   */
  ContextNumbers(List<SuffixPart> scanned, int order, int lowest, int only) {
    this.scanned = scanned;
    this.order = order;
    this.lowest = lowest;
    this.only = only;
    wholeShift = new int[scanned.size()][order];
    int[] whole = bases(-1, wholeShift);
    shift = only < 0 ? wholeShift : new int[scanned.size()][order];
    base = only < 0 ? whole : bases(only, shift);
  }

  /**
   * Numbers the contexts of one part, or of all parts where {@code part} is -1, by length, then by
   * range. Returns the numbers that {@link #base()} describes.
   *
   * @param shifts [ranges, order] output: the difference between the number here and the number
   *     that the range gave
   */
  private int[] bases(int part, int[][] shifts) {
    int[] bases = new int[order + 1];
    if (lowest == 1) {
      bases[1] = 1;
    }
    for (int length = 0; length < order; length++) {
      int number = bases[length];
      if (length > 0 || order == 1) {
        for (int r = 0; r < scanned.size(); r++) {
          SuffixPart range = scanned.get(r);
          shifts[r][length] = number - (part < 0 ? 0 : range.before(length, part));
          int many = part < 0 ? range.contexts[length] : range.contextsIn[length][part];
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
   * The difference between the number of a context among those of all parts and the number that its
   * range gave.
   */
  int first(int range, int length) {
    return length == 0 ? 0 : wholeShift[range][length];
  }

  /** The context in which sentences start, by its number among the contexts of all parts. */
  int start() {
    int length = lowest == order ? order - 1 : 1;
    return wholeShift[0][length] + scanned.get(0).startContext[length];
  }

  /**
   * [parts + 1, order] the first context of each length in each part, by its number among the
   * contexts of all parts.
   */
  int[][] firsts(int parts) {
    int[][] firsts = new int[parts + 1][order];
    for (int length = 0; length < order; length++) {
      firsts[0][length] = wholeShift[0][length];
      for (int part = 0; part < parts; part++) {
        firsts[part + 1][length] = firsts[part][length];
        for (SuffixPart range : scanned) {
          firsts[part + 1][length] += range.contextsIn[length][part];
        }
      }
    }
    return firsts;
  }

  /** [contexts] for each context, the number of the context without its oldest token. */
  int[] shorter() {
    int[] shorter = new int[base[order]];
    for (int length = 2; length < order; length++) {
      for (int r = 0; r < scanned.size(); r++) {
        SuffixPart range = scanned.get(r);
        int suffixes = shift[r][length - 1];
        for (int i = range.first(length, only); i < range.end(length, only); i++) {
          shorter[shift[r][length] + i] = suffixes + range.shorter(length, i);
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
        for (int i = range.first(length, only); i < range.end(length, only); i++) {
          if ((range.starts[length][i >>> 6] >>> (i & 63) & 1) != 0) {
            int context = shift[r][length] + i;
            bits[context >>> 6] |= 1L << (context & 63);
          }
        }
      }
    }
    return bits;
  }
}
