package ouroboros.text;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Strings numbered 0, 1, 2, .. in the order of their first {@link #add}; A type is looked up by a
 * range of characters, so that a token needs no string of its own.
 *
 * <p>A hash table with open addressing, at most half full: about 60 bytes per type in addition to
 * the string. Not thread-safe while it grows.
 */
public final class TypeTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private String[] words;
  private int[] slots;
  private int size;

  /** Empty, with room for {@code expected} types before it first grows. */
  public TypeTable(int expected) {
    words = new String[Math.max(8, expected)];
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
    int slot = slot(text, start, end);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
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
    return slots[slot(text, start, end)] - 1;
  }

  private int slot(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int slot = spread(hash);
    int length = end - start;
    while (slots[slot] != 0) {
      String word = words[slots[slot] - 1];
      if (word.length() == length && word.regionMatches(0, text, start, length)) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & (slots.length - 1);
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int id = 0; id < size; id++) {
      slots[slot(words[id], 0, words[id].length())] = id + 1;
    }
  }
}
