package ouroboros.ngram.arpa;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The ids of words, which are found by their UTF-8 in the bytes of a file. Thread-safe.
 *
 * <p>A hash table with open addressing, at most half full. A slot contains the first eight bytes of
 * its word, so that most look-ups touch one cache line.
 */
final class PlainWords {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** The bits of a hash that contain the length of the word, or the mask if it is longer. */
  private static final int LENGTH = 63;

  /** The UTF-8 of all words. */
  private byte[] words = new byte[1 << 12];

  /** [words + 1] where each word begins. */
  private final int[] starts;

  /** [words] the id of each. */
  private final int[] ids;

  /**
   * [2 x slots] per slot two longs: the first eight bytes of the word; then its hash in the upper
   * half and its number + 1 in the lower half, or 0 for an empty slot.
   */
  private final long[] slots;

  /**
   * @param known the id of each word
   */
  PlainWords(Map<String, Integer> known) {
    starts = new int[known.size() + 1];
    ids = new int[known.size()];
    slots = new long[Math.multiplyExact(Integer.highestOneBit(Math.max(2, known.size())), 8)];
    int many = 0;
    for (Map.Entry<String, Integer> entry : known.entrySet()) {
      byte[] word = entry.getKey().getBytes(StandardCharsets.UTF_8);
      int from = starts[many];
      if (from + word.length > words.length) {
        words = Arrays.copyOf(words, Math.addExact(from + word.length, words.length));
      }
      System.arraycopy(word, 0, words, from, word.length);
      ids[many] = entry.getValue();
      long first = first(word, 0, word.length);
      int hash = hash(word, 0, word.length, first);
      int slot = 2 * slot(word, 0, word.length, first, hash);
      slots[slot] = first;
      many++;
      slots[slot + 1] = ((long) hash << 32) | many;
      starts[many] = from + word.length;
    }
  }

  /**
   * The id of the word {@code bytes[from .. to)}; -1 if it is not known.
   *
   * @param first what {@link #first} gives
   */
  int id(byte[] bytes, int from, int to, long first) {
    int hash = hash(bytes, from, to, first);
    int number = (int) slots[2 * slot(bytes, from, to, first, hash) + 1];
    return number == 0 ? -1 : ids[number - 1];
  }

  /** Eight bytes as a number, the first byte lowest; 0 for those behind the end of the array. */
  static long eight(byte[] bytes, int at) {
    if (at + 8 <= bytes.length) {
      return (long) LONG.get(bytes, at);
    }
    long eight = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      eight = eight << 8 | (bytes[i] & 0xFF);
    }
    return eight;
  }

  /** The first eight bytes of a word as a number; 0 for those behind its end. */
  static long first(byte[] bytes, int from, int length) {
    long eight = eight(bytes, from);
    return length >= 8 ? eight : eight & (1L << (8 * length)) - 1;
  }

  private static int hash(byte[] bytes, int from, int to, long first) {
    long mixed = first * MIX;
    for (int at = from + 8; at < to; at += 8) {
      mixed = (mixed ^ mixed >>> 29 ^ first(bytes, at, to - at)) * MIX;
    }
    return ((int) (mixed >>> 32) & ~LENGTH) | Math.min(to - from, LENGTH);
  }

  /** The slot of a word, or the free slot in which it belongs. */
  private int slot(byte[] bytes, int from, int to, long first, int hash) {
    int mask = (slots.length >>> 1) - 1;
    int slot = ((hash * 0x9E3779B9) >>> 7) & mask;
    while (true) {
      long entry = slots[2 * slot + 1];
      if (entry == 0
          || ((int) (entry >>> 32) == hash
              && slots[2 * slot] == first
              && same((int) entry - 1, bytes, from, to))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Whether a word is the given one, where the first eight bytes and the hash are equal. */
  private boolean same(int number, byte[] bytes, int from, int to) {
    return to - from <= 8
        || Arrays.equals(words, starts[number], starts[number + 1], bytes, from, to);
  }
}
