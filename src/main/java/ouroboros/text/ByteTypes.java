package ouroboros.text;

import java.util.Arrays;

/**
 * Types as byte strings, numbered 0, 1, 2, .. in the order of their first {@link #add}, with
 * counts: a token is looked up where it stands in its line, no string is made.
 *
 * <p>Open addressing at load 1/2; about 24 bytes a type besides its own. Not thread-safe.
 */
public final class ByteTypes {
  private byte[] arena = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private long[] counts = new long[1 << 12];

  /** [slots] hash in the upper half, number + 1 in the lower; 0 for free. */
  private long[] slots = new long[1 << 13];

  private int size;
  private int used;

  /** Empty. */
  public ByteTypes() {}

  /** How many types. */
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

  /** Adds {@code times} occurrences of {@code from[start .. end)}; its number. */
  public int add(byte[] from, int start, int end, long times) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B9;
    hash ^= hash >>> 15;
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      long entry = slots[slot];
      if (entry == 0) {
        break;
      }
      int id = (int) entry - 1;
      if ((int) (entry >>> 32) == hash && same(id, from, start, end)) {
        counts[id] += times;
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return insert(from, start, end, times, hash, slot);
  }

  private boolean same(int id, byte[] from, int start, int end) {
    int at = start(id);
    if (ends[id] - at != end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (arena[at++] != from[i]) {
        return false;
      }
    }
    return true;
  }

  private int insert(byte[] from, int start, int end, long times, int hash, int slot) {
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
    slots[slot] = (long) hash << 32 | (size + 1);
    size++;
    if (size * 2L > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.multiplyExact(old.length, 2)];
    int mask = slots.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
      }
    }
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  /** Compares the bytes of two types, as unsigned numbers. */
  public int compare(int a, int b) {
    return Arrays.compareUnsigned(arena, start(a), ends[a], arena, start(b), ends[b]);
  }

  /** Adds what {@link #toBytes} wrote; [its types] the number here of each. */
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

  /** The numbers by falling count, ties by bytes. */
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
