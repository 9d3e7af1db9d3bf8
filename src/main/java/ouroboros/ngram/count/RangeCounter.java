package ouroboros.ngram.count;

import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * Counts the n-grams of one key range in sentences that are all in memory: takes the n-grams that
 * end in a token of the range, sorts them once and adds up equal ones. The result is what {@link
 * NgramCounter} and {@link CountMerge} give for the range. Cost: one look at every token of the
 * text, and 16 x words bytes per n-gram of the range.
 */
public final class RangeCounter {
  private final KeyLayout layout;
  private final int least;
  private final int end;
  private final long[][] keys;
  private int size;

  private RangeCounter(KeyLayout layout, int least, int end, int size) {
    this.layout = layout;
    this.least = least;
    this.end = end;
    // One more: what is behind the last n-gram is written, too.
    keys = new long[layout.words()][Math.addExact(size, 1)];
  }

  /**
   * Counts one range.
   *
   * @param chunks sentences as {@code length, tokens, length, tokens, ..}
   * @param counts [types] how many n-grams end in each token
   */
  public static CountRun count(KeyRanges ranges, int range, List<int[]> chunks, long[] counts) {
    int least = counts.length;
    int end = 0;
    long size = 0;
    for (int token = 0; token < counts.length; token++) {
      if (ranges.of(token) == range) {
        least = Math.min(least, token);
        end = token + 1;
        size += counts[token];
      }
    }
    KeyLayout layout = ranges.layout();
    RangeCounter counter = new RangeCounter(layout, least, end, Math.toIntExact(size));
    for (int[] chunk : chunks) {
      if (layout.words() == 1) {
        counter.narrow(chunk);
      } else {
        counter.wide(chunk);
      }
    }
    return counter.run();
  }

  private CountRun run() {
    if (size == 0) {
      return CountRun.empty(layout);
    }
    long[][] spare = new long[layout.words()][size];
    return CountRun.ofSorted(layout, KeySort.sort(layout, keys, spare, size), size);
  }

  /**
   * Every n-gram is written, and the next one over it if it is not of the range: a branch that
   * depends on the text costs more.
   */
  private void narrow(int[] chunk) {
    int bits = layout.bits();
    int top = (layout.order() - 1) * bits;
    long padding = padding(0);
    long[] into = keys[0];
    int width = end - least;
    int to = size;
    int at = 0;
    while (at < chunk.length) {
      int stop = at + 1 + chunk[at];
      long key = padding;
      for (int i = at + 1; i <= stop; i++) {
        int token = i < stop ? chunk[i] : Vocabulary.EOS;
        key = (key >>> bits) | ((long) token << top);
        into[to] = key;
        int within = token - least;
        to += ((within - width) & ~within) >>> 31;
      }
      at = stop;
    }
    size = to;
  }

  /** Only n-grams of the range are packed. */
  private void wide(int[] chunk) {
    int at = 0;
    while (at < chunk.length) {
      int first = at + 1;
      int stop = first + chunk[at];
      for (int i = first; i <= stop; i++) {
        int token = i < stop ? chunk[i] : Vocabulary.EOS;
        if (token >= least && token < end) {
          pack(chunk, first, i, token);
        }
      }
      at = stop;
    }
  }

  private void pack(int[] chunk, int first, int i, int last) {
    keys[0][size] = (long) last << layout.shift(0);
    for (int p = 1; p < layout.order(); p++) {
      long token = i - p >= first ? chunk[i - p] : Vocabulary.BOS;
      keys[layout.word(p)][size] |= token << layout.shift(p);
    }
    size++;
  }

  private long padding(int w) {
    long key = 0;
    for (int p = 0; p < layout.order(); p++) {
      key |= layout.word(p) == w ? (long) Vocabulary.BOS << layout.shift(p) : 0;
    }
    return key;
  }
}
