package ouroboros.text.block;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote. Reading past the end throws an {@link
 * IllegalStateException}.
 */
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads all bytes of the array. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads the bytes {@code [start, end)}. */
  public ByteReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Whether bytes are left. */
  public boolean more() {
    return at < end;
  }

  /** How many bytes are left. */
  public int left() {
    return end - at;
  }

  /** Position of the next byte in the array. */
  public int position() {
    return at;
  }

  /** One byte, 0..255. */
  public int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** The next varint. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("a varint of more than ten bytes at " + at);
  }

  /** The next varint as an int; throws if it is larger. */
  public int count() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalStateException("a count of " + value + " at " + at);
    }
    return (int) value;
  }

  /** The next zigzag varint. */
  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The next eight bytes, big-endian. */
  public long fixed() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  /** The next length and that number of bytes. */
  public byte[] bytes() {
    byte[] value = new byte[claim()];
    System.arraycopy(bytes, at - value.length, value, 0, value.length);
    return value;
  }

  /** The next length and that number of bytes, as UTF-8. */
  public String string() {
    int length = claim();
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  private int claim() {
    int length = count();
    need(length);
    at += length;
    return length;
  }

  private void need(int more) {
    if (more > end - at) {
      throw new IllegalStateException(
          "the record ends at byte " + end + ", " + more + " wanted at " + at);
    }
  }
}
