package ouroboros.ngram.count;

import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * Counts the n-grams of sentences: packs them into a buffer, sorts the buffer when it is full, and
 * adds up equal n-grams.
 *
 * <p>A sentence of t tokens gives t + 1 n-grams: one that ends at each token and one that ends at
 * {@code </s>}, all padded on the left with {@code <s>}. Every shorter n-gram of the sentence is a
 * suffix of one of them, so one table of the highest order contains the counts of all orders.
 * Memory: 16 x words bytes per buffered n-gram (buffer and spare).
 */
public final class NgramCounter implements SentenceSink {
  private final KeyLayout layout;
  private final int capacity;
  private final boolean weighted;
  private long[][] buffer;
  private long[][] spare;
  private int size;
  private long weight = 1;
  private final List<CountRun> runs = new ArrayList<>();

  /**
   * @param capacity how many n-grams are buffered before they are sorted
   */
  public NgramCounter(KeyLayout layout, int capacity) {
    this(layout, capacity, false);
  }

  /**
   * @param weighted whether sentences may count other than once; then memory is 16 bytes more for
   *     each buffered n-gram
   */
  public NgramCounter(KeyLayout layout, int capacity, boolean weighted) {
    this.layout = layout;
    this.capacity = Math.max(1024, capacity);
    this.weighted = weighted;
    int rows = layout.words() + (weighted ? 1 : 0);
    this.buffer = new long[rows][this.capacity];
    this.spare = new long[rows][this.capacity];
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    add(tokens, start, end);
  }

  /** Counts the sentence {@code tokens[start .. end)} once. */
  public void add(int[] tokens, int start, int end) {
    if (layout.words() == 1) {
      addNarrow(tokens, start, end);
    } else {
      addWide(tokens, start, end);
    }
  }

  /**
   * Counts the sentence {@code tokens[start .. end)} so many times; only where sentences may count
   * other than once.
   *
   * @param times at least 1
   */
  public void add(int[] tokens, int start, int end, long times) {
    if (!weighted) {
      throw new IllegalStateException("sentences count once");
    }
    weight = times;
    add(tokens, start, end);
    weight = 1;
  }

  private void addNarrow(int[] tokens, int start, int end) {
    int bits = layout.bits();
    int top = (layout.order() - 1) * bits;
    long key = padding(0);
    for (int i = start; i <= end; i++) {
      long token = i < end ? tokens[i] : Vocabulary.EOS;
      key = (key >>> bits) | (token << top);
      if (size == capacity) {
        flush();
      }
      buffer[0][size] = key;
      if (weighted) {
        buffer[1][size] = weight;
      }
      size++;
    }
  }

  private void addWide(int[] tokens, int start, int end) {
    int bits = layout.bits();
    int top = (layout.perWord() - 1) * bits;
    int words = layout.words();
    long mask = layout.tokenMask();
    long lastMask = layout.lastWordMask();
    long[] key = new long[words];
    for (int w = 0; w < words; w++) {
      key[w] = padding(w);
    }
    for (int i = start; i <= end; i++) {
      long carry = i < end ? tokens[i] : Vocabulary.EOS;
      if (size == capacity) {
        flush();
      }
      for (int w = 0; w < words; w++) {
        long out = key[w] & mask;
        key[w] = (key[w] >>> bits) | (carry << top);
        carry = out;
      }
      key[words - 1] &= lastMask;
      for (int w = 0; w < words; w++) {
        buffer[w][size] = key[w];
      }
      if (weighted) {
        buffer[words][size] = weight;
      }
      size++;
    }
  }

  /** Word {@code w} of the key whose tokens are all {@code <s>}. */
  private long padding(int w) {
    long key = 0;
    for (int p = w * layout.perWord();
        p < Math.min(layout.order(), (w + 1) * layout.perWord());
        p++) {
      key |= (long) Vocabulary.BOS << layout.shift(p);
    }
    return key;
  }

  private void flush() {
    if (size == 0) {
      return;
    }
    long[][] sorted = KeySort.sort(layout, buffer, spare, size);
    runs.add(CountRun.ofSorted(layout, sorted, size));
    size = 0;
    if (runs.size() > 1
        && runs.get(runs.size() - 1).size() * 2L > runs.get(runs.size() - 2).size()) {
      mergeTail();
    }
  }

  /**
   * Merges the newest runs while they are of similar size, so that an n-gram is copied about
   * log(runs) times.
   */
  private void mergeTail() {
    while (runs.size() > 1) {
      CountRun last = runs.get(runs.size() - 1);
      CountRun before = runs.get(runs.size() - 2);
      if (last.size() * 2L <= before.size()) {
        return;
      }
      runs.remove(runs.size() - 1);
      runs.set(runs.size() - 1, CountMerge.sum(before, last));
    }
  }

  /** Returns all counts and empties the counter. */
  public CountRun finish() {
    flush();
    CountRun result = CountMerge.sum(layout, runs);
    runs.clear();
    return result;
  }
}
