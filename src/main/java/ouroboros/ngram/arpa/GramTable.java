package ouroboros.ngram.arpa;

import java.util.Arrays;
import ouroboros.ngram.count.KeyLayout;

/**
 * A growing set of n-grams of one order, each with its log10 probability and its log10 back-off
 * weight: a hash table with open addressing, at most half full.
 */
final class GramTable {
  private static final int LEAST = 1 << 10;

  /** More room is made only for n-grams that were read. */
  private static final int MOST_EXPECTED = 1 << 21;

  private final KeyLayout layout;
  private final long[][] scratch;
  private long[][] keys;
  private float[] probabilities;
  private float[] backOffs;
  private int[] slots;
  private int size;

  /**
   * @param expected about how many n-grams will be added
   */
  GramTable(KeyLayout layout, int expected) {
    this.layout = layout;
    int most = Math.max(LEAST, Math.min(expected, MOST_EXPECTED));
    int capacity = Integer.highestOneBit(2 * most - 1);
    keys = new long[layout.words()][capacity];
    probabilities = new float[capacity];
    backOffs = new float[capacity];
    slots = new int[2 * capacity];
    scratch = new long[layout.words()][1];
  }

  KeyLayout layout() {
    return layout;
  }

  int size() {
    return size;
  }

  float probability(int i) {
    return probabilities[i];
  }

  float backOff(int i) {
    return backOffs[i];
  }

  /**
   * The index of the n-gram {@code tokens[0 .. n)}, the oldest token first; -1 if it is not in the
   * table. Not thread-safe.
   */
  int find(int[] tokens, int n) {
    pack(tokens, n, scratch, 0);
    return find(scratch);
  }

  /** The index of a key; -1 if it is not in the table. */
  int find(long[][] key) {
    return slots[slot(key, 0)] - 1;
  }

  /** Adds an n-gram. Returns false, and adds nothing, if it is in the table. */
  boolean addNew(int[] tokens, float probability, float backOff) {
    if (size == probabilities.length) {
      grow();
    }
    pack(tokens, tokens.length, keys, size);
    int slot = slot(keys, size);
    if (slots[slot] != 0) {
      return false;
    }
    probabilities[size] = probability;
    backOffs[size] = backOff;
    slots[slot] = ++size;
    return true;
  }

  /** Gives an n-gram of the table other numbers. */
  void set(int i, float probability, float backOff) {
    probabilities[i] = probability;
    backOffs[i] = backOff;
  }

  private void grow() {
    int capacity = Math.multiplyExact(size, 2);
    for (int w = 0; w < keys.length; w++) {
      keys[w] = Arrays.copyOf(keys[w], capacity);
    }
    probabilities = Arrays.copyOf(probabilities, capacity);
    backOffs = Arrays.copyOf(backOffs, capacity);
    slots = new int[Math.multiplyExact(capacity, 2)];
    for (int i = 0; i < size; i++) {
      slots[slot(keys, i)] = i + 1;
    }
  }

  private int slot(long[][] of, int i) {
    long h = 0;
    for (int w = 0; w < layout.words(); w++) {
      h = (h ^ of[w][i]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    int mask = slots.length - 1;
    int slot = (int) h & mask;
    while (slots[slot] != 0 && layout.compare(keys, slots[slot] - 1, of, i) != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void pack(int[] tokens, int n, long[][] into, int at) {
    for (int w = 0; w < layout.words(); w++) {
      into[w][at] = 0;
    }
    for (int p = 0; p < n; p++) {
      into[layout.word(p)][at] |= (long) tokens[n - 1 - p] << layout.shift(p);
    }
  }
}
