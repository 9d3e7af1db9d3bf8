package ouroboros.ngram.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of a count run: keys as differences to the key before, counts unchanged, both as
 * integers of variable length with seven bits per byte. An n-gram takes about four bytes.
 *
 * <p>A block is two ints, the number of entries and of bytes, and then the payload. Blocks are
 * independent of each other, so a reader has only one block in memory, in addition to its result.
 */
public final class CountCodec {
  /** A block never decodes to more than this many bytes. */
  public static final int BLOCK_BYTES = 8 << 20;

  /** The most bytes that one integer takes. */
  private static final int LONGEST = 10;

  /** Bytes that an integer seldom needs more of, on average. */
  private static final int USUAL = 3;

  /** An entry has at most so many bytes: three longs of a key and a count. */
  private static final int SLACK = 4 * LONGEST;

  private CountCodec() {}

  /** How many entries of a layout fit in a block. */
  public static int blockEntries(KeyLayout layout) {
    return BLOCK_BYTES / (8 * (layout.words() + 1));
  }

  /** Writes a run: the layout, the number of entries, its blocks. */
  public static void write(CountRun run, DataOutput out) throws IOException {
    KeyLayout layout = run.layout();
    out.writeByte(layout.order());
    out.writeByte(layout.bits());
    out.writeInt(run.size());
    int most = blockEntries(layout);
    int usual = Math.min(run.size(), most) * USUAL * (layout.words() + 1);
    Encoder encoder = new Encoder(Math.max(SLACK, usual));
    for (int from = 0; from < run.size(); from += most) {
      int to = Math.min(run.size(), from + most);
      int length = encoder.encode(run, from, to);
      out.writeInt(to - from);
      out.writeInt(length);
      out.write(encoder.buffer, 0, length);
    }
  }

  /**
   * Reads a run that {@link #write} wrote. Memory is allocated only for entries whose bytes were
   * read.
   *
   * @throws IOException also where the bytes are not such a run
   */
  public static CountRun read(DataInput in) throws IOException {
    int order = in.readByte();
    int bits = in.readByte();
    int size = in.readInt();
    if (order < 1 || order > 6 || bits < 2 || bits > 31 || size < 0) {
      throw new IOException(
          "not a count run: order " + order + ", bits " + bits + ", entries " + size);
    }
    KeyLayout layout = KeyLayout.ofBits(order, bits);
    int most = blockEntries(layout);
    int capacity = Math.min(size, most);
    long[][] keys = new long[layout.words()][capacity];
    long[] counts = new long[capacity];
    byte[] buffer = new byte[0];
    int at = 0;
    while (at < size) {
      int entries = in.readInt();
      int length = in.readInt();
      long values = (long) entries * (layout.words() + 1);
      boolean fits = entries > 0 && entries <= Math.min(most, size - at);
      if (!fits || length < values || length > values * LONGEST) {
        throw damaged(entries, at);
      }
      if (buffer.length < length) {
        buffer = new byte[length];
      }
      in.readFully(buffer, 0, length);
      if (at + entries > capacity) {
        capacity = (int) Math.min(size, Math.max(2L * capacity, at + entries));
        for (int w = 0; w < keys.length; w++) {
          keys[w] = Arrays.copyOf(keys[w], capacity);
        }
        counts = Arrays.copyOf(counts, capacity);
      }
      if (decode(buffer, length, keys, counts, at, entries) != length) {
        throw damaged(entries, at);
      }
      at += entries;
    }
    return new CountRun(layout, keys, counts, size);
  }

  private static IOException damaged(int entries, int at) {
    return new IOException("damaged count run: block of " + entries + " at entry " + at);
  }

  /** Encodes blocks into a buffer that grows where it must. */
  private static final class Encoder {
    private byte[] buffer;

    Encoder(int capacity) {
      buffer = new byte[capacity];
    }

    /** Encodes entries from the start of the buffer on. Returns the number of bytes. */
    int encode(CountRun run, int from, int to) {
      return run.keys().length == 1 ? narrow(run, from, to) : wide(run, from, to);
    }

    private void ensure(int at) {
      if (at > buffer.length - SLACK) {
        buffer = Arrays.copyOf(buffer, Math.addExact(buffer.length, buffer.length / 2 + SLACK));
      }
    }

    private int narrow(CountRun run, int from, int to) {
      long[] keys = run.keys()[0];
      long[] counts = run.counts();
      long previous = 0;
      int at = 0;
      for (int i = from; i < to; i++) {
        ensure(at);
        byte[] bytes = buffer;
        long key = keys[i];
        at = put(bytes, at, key - previous);
        previous = key;
        at = put(bytes, at, counts[i]);
      }
      return at;
    }

    private int wide(CountRun run, int from, int to) {
      long[][] keys = run.keys();
      long[] previous = new long[keys.length];
      int at = 0;
      for (int i = from; i < to; i++) {
        ensure(at);
        boolean same = true;
        for (int w = 0; w < keys.length; w++) {
          long key = keys[w][i];
          // After the first word that differs, a word has no relation to the same word of the
          // entry before, so it is written whole.
          at = put(buffer, at, same ? key - previous[w] : key);
          same &= key == previous[w];
          previous[w] = key;
        }
        at = put(buffer, at, run.counts()[i]);
      }
      return at;
    }
  }

  /**
   * Decodes a block. Returns the position after its last byte, or -1 if the bytes end inside an
   * entry.
   */
  private static int decode(
      byte[] buffer, int length, long[][] keys, long[] counts, int from, int entries) {
    // If the last byte does not end an integer, reading would go beyond the block.
    if (buffer[length - 1] < 0) {
      return -1;
    }
    long[] previous = new long[keys.length];
    int at = 0;
    for (int i = from; i < from + entries; i++) {
      boolean same = true;
      for (int w = 0; w <= keys.length; w++) {
        if (at >= length) {
          return -1;
        }
        long value = buffer[at++];
        if (value < 0) {
          value &= 0x7f;
          int shift = 7;
          byte more;
          do {
            more = buffer[at++];
            value |= (long) (more & 0x7f) << shift;
            shift += 7;
          } while (more < 0);
        }
        if (w == keys.length) {
          counts[i] = value;
          break;
        }
        long key = same ? previous[w] + value : value;
        same &= key == previous[w];
        previous[w] = key;
        keys[w][i] = key;
      }
    }
    return at;
  }

  private static int put(byte[] buffer, int at, long value) {
    while ((value & ~0x7fL) != 0) {
      buffer[at++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    buffer[at++] = (byte) value;
    return at;
  }
}
