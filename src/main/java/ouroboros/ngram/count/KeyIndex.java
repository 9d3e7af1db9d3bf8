package ouroboros.ngram.count;

import java.util.Arrays;

/**
 * A fixed set of keys and the index of each: a hash table with open addressing, at most half full.
 * Cost: one cache miss per look-up on average; 4 to 12 bytes per slot.
 */
public final class KeyIndex {
  private final KeyLayout layout;
  private final long[][] keys;
  private final int[] slots;

  /**
   * [slots] where a key is a single long: key + 1, or 0 for an empty slot. So a look-up has one
   * cache miss. Empty for longer keys.
   */
  private final long[] beside;

  private final int mask;

  /**
   * @param keys [words, at least size] distinct keys; the array is kept, not copied
   */
  public KeyIndex(KeyLayout layout, long[][] keys, int size) {
    this.layout = layout;
    this.keys = keys;
    int capacity = Integer.highestOneBit(Math.max(4, size) * 2 - 1) << 1;
    slots = new int[capacity];
    mask = capacity - 1;
    Arrays.fill(slots, -1);
    beside = new long[layout.words() == 1 ? capacity : 0];
    for (int i = 0; i < size; i++) {
      int at = hash(keys, i);
      while (slots[at] >= 0) {
        at = (at + 1) & mask;
      }
      slots[at] = i;
      if (beside.length > 0) {
        beside[at] = keys[0][i] + 1;
      }
    }
  }

  /** How the keys are packed. */
  public KeyLayout layout() {
    return layout;
  }

  /**
   * Finds the first {@code many} entries of {@code of}: writes the index of each, or -1. The loops
   * are short, so that the cache misses of all look-ups overlap.
   */
  public void findAll(long[][] of, int many, int[] places) {
    for (int i = 0; i < many; i++) {
      places[i] = hash(of, i);
    }
    if (layout.words() > 1) {
      for (int i = 0; i < many; i++) {
        places[i] = slots[places[i]];
      }
      for (int i = 0; i < many; i++) {
        int place = places[i];
        places[i] = place < 0 || layout.compare(keys, place, of, i) == 0 ? place : find(of, i);
      }
      return;
    }
    long[] narrow = of[0];
    for (int i = 0; i < many; i++) {
      int at = places[i];
      long there = beside[at];
      long key = narrow[i] + 1;
      while (there != key && there != 0) {
        at = (at + 1) & mask;
        there = beside[at];
      }
      places[i] = there == 0 ? -1 : at;
    }
    for (int i = 0; i < many; i++) {
      places[i] = places[i] < 0 ? -1 : slots[places[i]];
    }
  }

  /** The index of entry {@code i} of {@code of}, or -1. */
  public int find(long[][] of, int i) {
    if (layout.words() == 1) {
      long key = of[0][i] + 1;
      int at = hash(of, i);
      while (beside[at] != key && beside[at] != 0) {
        at = (at + 1) & mask;
      }
      return beside[at] == key ? slots[at] : -1;
    }
    for (int at = hash(of, i); slots[at] >= 0; at = (at + 1) & mask) {
      if (layout.compare(keys, slots[at], of, i) == 0) {
        return slots[at];
      }
    }
    return -1;
  }

  private int hash(long[][] of, int i) {
    long h = 0;
    for (int w = 0; w < layout.words(); w++) {
      h = (h ^ of[w][i]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return (int) h & mask;
  }
}
