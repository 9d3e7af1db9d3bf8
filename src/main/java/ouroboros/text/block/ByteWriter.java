package ouroboros.text.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with the number formats of this package: LEB128 varints, zigzag varints,
 * big-endian longs, strings as length and UTF-8. {@link ByteReader} reads it.
 */
public final class ByteWriter {
  private byte[] bytes;
  private int size;

  /** Empty, with a first estimate of the size in bytes. */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** How many bytes were written so far. */
  public int size() {
    return size;
  }

  /** Forgets what was written and keeps the array. */
  public void clear() {
    size = 0;
  }

  /** Writes one byte. */
  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Writes a varint: 1 byte for 0..127, up to 10 bytes for negative numbers. */
  public void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a zigzag varint: short for numbers near 0, of either sign. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /**
   * Writes eight bytes, big-endian, so that unsigned numbers and their bytes have the same order.
   */
  public void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes bytes without a length. */
  public void raw(byte[] from, int start, int length) {
    room(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  /** Writes the length and the bytes. */
  public void bytes(byte[] value) {
    varint(value.length);
    raw(value, 0, value.length);
  }

  /** Writes the length and the UTF-8 bytes of a string, which must not contain a lone surrogate. */
  public void string(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes everything that another writer contains, without a length. */
  public void append(ByteWriter other) {
    raw(other.bytes, 0, other.size);
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (more > bytes.length - size) {
      long wanted = Math.max((long) bytes.length * 2, (long) size + more);
      if ((long) size + more > Integer.MAX_VALUE - 16) {
        throw new IllegalStateException(
            "a record of " + ((long) size + more) + " bytes is too long");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }
}
