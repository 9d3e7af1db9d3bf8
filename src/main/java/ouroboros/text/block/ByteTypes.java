package ouroboros.text.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Types as byte strings without a byte 0, numbered 0, 1, 2, .. in the order of their first {@link
 * #add}, with counts. A token is looked up by its bytes in the line that was read; no string is
 * made.
 *
 * <p>A hash table with open addressing, at most half full. A slot contains the first eight bytes of
 * its type, so that most look-ups touch one cache line. Memory: about 50 bytes per type in addition
 * to its own bytes. Not thread-safe.
 */
public final class ByteTypes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private byte[] arena = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private long[] counts = new long[1 << 12];

  /**
   * [2 x slots] per slot two longs: the first eight bytes of the type; then its hash in the upper
   * half and its number + 1 in the lower half, or 0 for an empty slot.
   */
  private long[] slots = new long[1 << 14];

  private int size;
  private int used;

  /** Empty. */
  public ByteTypes() {}

  /** How many types there are. */
  public int size() {
    return size;
  }

  /** How often a type was added. */
  public long count(int id) {
    return counts[id];
  }

  /** The bytes of a type. */
  public byte[] word(int id) {
    return Arrays.copyOfRange(arena, start(id), ends[id]);
  }

  /** Adds {@code times} occurrences of {@code from[start .. end)} and returns its number. */
  public int add(byte[] from, int start, int end, long times) {
    int length = end - start;
    long first = first(from, start, length);
    long mixed = first * MIX;
    for (int at = start + 8; at < end; at += 8) {
      mixed = (mixed ^ mixed >>> 29 ^ first(from, at, end - at)) * MIX;
    }
    // The length enters the hash, so that a type of eight bytes differs from a longer one that
    // starts with it.
    int hash = (int) (mixed >>> 32) * 31 + length;
    int mask = (slots.length >>> 1) - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (true) {
      long entry = slots[2 * slot + 1];
      if (entry == 0) {
        break;
      }
      if ((int) (entry >>> 32) == hash && slots[2 * slot] == first) {
        int id = (int) entry - 1;
        if (same(id, from, start, length)) {
          counts[id] += times;
          return id;
        }
      }
      slot = (slot + 1) & mask;
    }
    return insert(from, start, end, times, (long) hash << 32, first, slot);
  }

  /**
   * The first eight bytes of a type as a number: the first byte is the lowest, missing bytes are 0.
   */
  private static long first(byte[] from, int start, int length) {
    if (length >= 8) {
      return (long) LONG.get(from, start);
    }
    if (start + 8 <= from.length) {
      return (long) LONG.get(from, start) & (1L << (8 * length)) - 1;
    }
    long first = 0;
    for (int i = length - 1; i >= 0; i--) {
      first = first << 8 | (from[start + i] & 0xFF);
    }
    return first;
  }

  /**
   * Whether the type {@code id} equals {@code from[start .. start + length)}, where the first eight
   * bytes and the hash are equal.
   */
  private boolean same(int id, byte[] from, int start, int length) {
    if (length < 8) {
      return true;
    }
    int at = start(id);
    return Arrays.equals(arena, at, ends[id], from, start, start + length);
  }

  private int insert(byte[] from, int start, int end, long times, long hash, long first, int slot) {
    int length = end - start;
    if (used + length > arena.length) {
      arena = Arrays.copyOf(arena, Math.max(used + length, Math.multiplyExact(arena.length, 2)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(from, start, arena, used, length);
    used += length;
    ends[size] = used;
    counts[size] = times;
    slots[2 * slot] = first;
    slots[2 * slot + 1] = hash | (size + 1);
    size++;
    if (size * 4L > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.multiplyExact(old.length, 2)];
    int mask = (slots.length >>> 1) - 1;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int hash = (int) (old[i + 1] >>> 32);
        int slot = (hash ^ hash >>> 15) & mask;
        while (slots[2 * slot + 1] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[2 * slot] = old[i];
        slots[2 * slot + 1] = old[i + 1];
      }
    }
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  /** Compares two types byte by byte, as unsigned numbers. */
  public int compare(int a, int b) {
    return Arrays.compareUnsigned(arena, start(a), ends[a], arena, start(b), ends[b]);
  }

  /**
   * Adds the types that {@link #toBytes} wrote, with their counts. Returns for each of them its
   * number in this table.
   */
  public int[] addAll(byte[] written) {
    ByteReader in = new ByteReader(written);
    int[] numbers = new int[in.count()];
    for (int i = 0; i < numbers.length; i++) {
      byte[] word = in.bytes();
      numbers[i] = add(word, 0, word.length, in.varint());
    }
    return numbers;
  }

  /** All types and counts, in the order of their numbers. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(used + 4 * size + 16);
    out.varint(size);
    for (int id = 0; id < size; id++) {
      int start = start(id);
      out.varint(ends[id] - start);
      out.raw(arena, start, ends[id] - start);
      out.varint(counts[id]);
    }
    return out.toBytes();
  }

  /** The numbers by descending count, ties by bytes. */
  public int[] byCount() {
    Integer[] ids = new Integer[size];
    Arrays.setAll(ids, i -> i);
    Arrays.parallelSort(
        ids, (a, b) -> counts[a] != counts[b] ? Long.compare(counts[b], counts[a]) : compare(a, b));
    int[] sorted = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = ids[i];
    }
    return sorted;
  }
}
