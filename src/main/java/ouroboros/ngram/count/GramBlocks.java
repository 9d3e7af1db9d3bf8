package ouroboros.ngram.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing list of n-grams of one order with their counts, in blocks: what is in the list is never
 * copied.
 */
public final class GramBlocks {
  private static final int LEAST = 64;
  private static final int MOST = 1 << 16;

  private final KeyLayout layout;
  private final List<CountRun> full = new ArrayList<>();
  private long[][] keys;
  private long[] counts;
  private int size;
  private long before;

  /** Empty. */
  public GramBlocks(KeyLayout layout) {
    this.layout = layout;
    keys = new long[layout.words()][LEAST];
    counts = new long[LEAST];
  }

  /** Appends the last tokens of entry {@code at} of {@code from}, whose layout is longer. */
  public void add(KeyLayout of, long[][] from, int at, long count) {
    if (size == counts.length) {
      full.add(new CountRun(layout, keys, counts, size));
      before += size;
      int room = Math.min(2 * size, MOST);
      keys = new long[layout.words()][room];
      counts = new long[room];
      size = 0;
    }
    of.truncate(from, at, layout, keys, size);
    counts[size++] = count;
  }

  /** How many n-grams. */
  public long size() {
    return before + size;
  }

  /** The n-grams in their order. */
  public List<CountRun> runs() {
    List<CountRun> runs = new ArrayList<>(full);
    if (size > 0) {
      long[][] used = new long[keys.length][];
      for (int w = 0; w < keys.length; w++) {
        used[w] = Arrays.copyOf(keys[w], size);
      }
      runs.add(new CountRun(layout, used, Arrays.copyOf(counts, size), size));
    }
    return runs;
  }
}
