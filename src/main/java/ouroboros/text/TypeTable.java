package ouroboros.text;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Strings numbered 0, 1, 2, .. in the order of their first {@link #add}. A type is looked up by a
 * range of characters, so that a token needs no string of its own.
 *
 * <p>A hash table with open addressing, at most half full: about 64 bytes per type in addition to
 * the string. Not thread-safe while it grows.
 */
public final class TypeTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private String[] words;

  /** [words] the hash of each word, so that few words are compared and none is hashed again. */
  private int[] hashes;

  /** [capacity] one more than the number of a word; 0 where a slot is free */
  private int[] slots;

  private int size;

  /** Empty, with room for {@code expected} types before it first grows. */
  public TypeTable(int expected) {
    words = new String[Math.max(8, expected)];
    hashes = new int[words.length];
    int capacity = Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 28)) * 2 - 1) * 2;
    slots = new int[capacity];
  }

  /** How many types the table has. */
  public int size() {
    return size;
  }

  /** The type with a number below {@link #size}. */
  public String word(int id) {
    return words[id];
  }

  /** The number of {@code text[start .. end)}; a new number if it is new. */
  public int add(String text, int start, int end) {
    int hash = hash(text, start, end);
    int slot = slot(hash, text, start, end);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size] = hash;
    words[size++] = text.substring(start, end);
    slots[slot] = size;
    if (size * 2L > slots.length) {
      grow();
    }
    return size - 1;
  }

  /** The number of a word; a new number if it is new. */
  public int add(String word) {
    return add(word, 0, word.length());
  }

  /** The number of {@code text[start .. end)}, or -1 if it is not in the table. */
  public int find(String text, int start, int end) {
    return slots[slot(hash(text, start, end), text, start, end)] - 1;
  }

  private int slot(int hash, String text, int start, int end) {
    int slot = hash & (slots.length - 1);
    int length = end - start;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash) {
        String word = words[id];
        if (word.length() == length && word.regionMatches(0, text, start, length)) {
          return slot;
        }
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /**
   * A hash whose low bits depend on all characters: MurmurHash3's finalizer of {@link
   * String#hashCode}. Words that were divided by their hash codes before still spread.
   */
  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id + 1;
    }
  }
}
