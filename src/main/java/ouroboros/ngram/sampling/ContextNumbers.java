package ouroboros.ngram.sampling;

import java.util.List;
import java.util.stream.IntStream;
import ouroboros.ngram.count.GramList;

/**
 * Numbers the contexts that a model has, or a shard of it. Every range of last tokens has numbered
 * its own contexts; here all are ordered by length, then by range, then by their number in the
 * range. Number 0 is the empty context. Cost: one pass over the contexts.
 */
final class ContextNumbers {
  private final List<SuffixPart> scanned;
  private final int order;
  private final int lowest;

  /** [order + 1] the first context of each length, then the number of contexts. */
  private final int[] base;

  /** [ranges, order] the number of the first context of each length that a range has here. */
  private final int[][] first;

  /**
   * @param scanned the scanned ranges
   * @param lowest the order of the shortest n-grams of the model
   */
  ContextNumbers(List<SuffixPart> scanned, int order, int lowest) {
    this.scanned = scanned;
    this.order = order;
    this.lowest = lowest;
    first = new int[scanned.size()][order];
    base = new int[order + 1];
    base[1] = lowest == 1 ? 1 : 0;
    for (int length = 1; length < order; length++) {
      int number = base[length];
      for (int r = 0; r < first.length; r++) {
        first[r][length] = number;
        number = Math.addExact(number, scanned.get(r).kept(length));
      }
      base[length + 1] = number;
    }
  }

  /** [order + 1] the first context of each length, then the number of contexts. */
  int[] base() {
    return base;
  }

  /** The number of a context, by the number that its range gave; -1 where it is not here. */
  int of(int range, int length, int inRange) {
    if (length == 0) {
      return 0;
    }
    SuffixPart of = scanned.get(range);
    int at = inRange - of.firstKept[length];
    return at < 0 || at >= of.kept(length) ? -1 : first[range][length] + at;
  }

  /** The context in which sentences start; -1 where it is not here. */
  int start() {
    int length = lowest == order ? order - 1 : 1;
    return of(0, length, scanned.get(0).startContext[length]);
  }

  /**
   * Replaces what follows every n-gram, until now a number in a range, by its number in the whole
   * model.
   *
   * @param lists how many lists of n-grams each range has
   */
  void name(int lists) {
    IntStream.range(0, first.length * lists)
        .parallel()
        .forEach(each -> name(each / lists, each % lists));
  }

  private void name(int range, int list) {
    for (int n = lowest; n <= order; n++) {
      GramList grams = scanned.get(range).grams[n][list];
      int from = first[range][Math.min(n, order - 1)];
      for (int i = 0; i < grams.size; i++) {
        grams.next[i] += grams.next[i] == Sampler.END ? 0 : from;
      }
    }
  }

  /** [contexts] for each context, the number of the context without its oldest token. */
  int[] shorter() {
    int[] shorter = new int[base[order]];
    for (int length = 2; length < order; length++) {
      for (int r = 0; r < first.length; r++) {
        SuffixPart range = scanned.get(r);
        int from = first[r][length];
        int suffixes = first[r][length - 1] - range.firstKept[length - 1];
        for (int i = 0, kept = range.kept(length); i < kept; i++) {
          shorter[from + i] = suffixes + range.shorter[length][i];
        }
      }
    }
    return shorter;
  }

  /** [contexts / 64] one bit per context: whether it starts with {@code <s>}. */
  long[] starts() {
    long[] bits = new long[(base[order] + 63) >>> 6];
    for (int length = 1; length < order; length++) {
      for (int r = 0; r < first.length; r++) {
        SuffixPart range = scanned.get(r);
        for (int i = 0, kept = range.kept(length); i < kept; i++) {
          if ((range.starts[length][i >>> 6] >>> (i & 63) & 1) != 0) {
            int context = first[r][length] + i;
            bits[context >>> 6] |= 1L << (context & 63);
          }
        }
      }
    }
    return bits;
  }
}
