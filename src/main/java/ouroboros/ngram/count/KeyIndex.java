package ouroboros.ngram.count;

import java.util.Arrays;

/**
 * A fixed set of keys and the index of each: a hash table with open addressing, at most half full.
 * Where the keys are small numbers, it is a table with a slot for each number. Cost: one cache miss
 * per look-up on average, two for keys of several longs; 4 to 16 bytes per slot.
 */
public final class KeyIndex {
  /** A table has a slot for each number if it then has at most so many slots per key. */
  private static final int SPARSE = 8;

  private final KeyLayout layout;
  private final long[][] keys;

  /** [slots] the index of a key, or -1; empty where {@link #pairs} is used. */
  private final int[] slots;

  /**
   * [slots, 2] where a key is a single long: key + 1 and its index, or 0 for an empty slot. Both
   * are in one cache line. Empty for longer keys.
   */
  private final long[] pairs;

  /** Whether the slot of a key is the key itself. */
  private final boolean direct;

  private final int mask;

  /**
   * @param keys [words, at least size] distinct keys; the array is kept, not copied
   */
  public KeyIndex(KeyLayout layout, long[][] keys, int size) {
    this.layout = layout;
    this.keys = keys;
    boolean narrow = layout.words() == 1;
    long greatest = 0;
    for (int i = 0; i < size; i++) {
      greatest = Math.max(greatest, keys[0][i]);
    }
    direct = narrow && greatest < (long) SPARSE * size;
    int capacity = Integer.highestOneBit(Math.max(4, size) * 2 - 1) << 1;
    mask = capacity - 1;
    slots = new int[direct ? (int) greatest + 1 : narrow ? 0 : capacity];
    pairs = new long[narrow && !direct ? 2 * capacity : 0];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      if (direct) {
        slots[(int) keys[0][i]] = i;
      } else if (narrow) {
        int at = 2 * hash(keys, i);
        while (pairs[at] != 0) {
          at = (at + 2) & (2 * mask + 1);
        }
        pairs[at] = keys[0][i] + 1;
        pairs[at + 1] = i;
      } else {
        int at = hash(keys, i);
        while (slots[at] >= 0) {
          at = (at + 1) & mask;
        }
        slots[at] = i;
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
    if (direct) {
      for (int i = 0; i < many; i++) {
        long key = of[0][i];
        places[i] = key < slots.length ? slots[(int) key] : -1;
      }
      return;
    }
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
      places[i] = findPair(2 * places[i], narrow[i]);
    }
  }

  /** The index of entry {@code i} of {@code of}, or -1. */
  public int find(long[][] of, int i) {
    if (direct) {
      long key = of[0][i];
      return key < slots.length ? slots[(int) key] : -1;
    }
    if (layout.words() == 1) {
      return findPair(2 * hash(of, i), of[0][i]);
    }
    for (int at = hash(of, i); slots[at] >= 0; at = (at + 1) & mask) {
      if (layout.compare(keys, slots[at], of, i) == 0) {
        return slots[at];
      }
    }
    return -1;
  }

  private int findPair(int from, long key) {
    int at = from;
    long there = pairs[at];
    while (there != key + 1 && there != 0) {
      at = (at + 2) & (2 * mask + 1);
      there = pairs[at];
    }
    return there == 0 ? -1 : (int) pairs[at + 1];
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
