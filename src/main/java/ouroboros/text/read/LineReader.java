package ouroboros.text.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a byte range of a file. A line ends with LF or CR LF; a CR alone is white space within
 * its line. A range has the lines that start in it, so adjacent ranges give every line exactly
 * once.
 *
 * <p>Of a line that is longer than the limit only the length is found; its bytes are not all kept.
 * Memory: the longest line.
 */
public final class LineReader {
  /** The longest line that is kept, in bytes. */
  public static final int LIMIT = 256 << 20;

  private final InputStream in;
  private final long end;
  private final int limit;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long position;

  private byte[] line = new byte[1 << 10];
  private int kept;
  private long length;
  private long start;
  private long number;
  private boolean zero;

  private LineReader(InputStream in, long position, long end, int limit) {
    this.in = in;
    this.position = position;
    this.end = end;
    this.limit = limit;
  }

  /** All lines of a stream. */
  public static LineReader whole(InputStream in, int limit) {
    return new LineReader(in, 0, Long.MAX_VALUE, limit);
  }

  /**
   * The lines that start in {@code [start, end)}.
   *
   * @param in the file from byte {@code max(0, start - 1)} on
   */
  public static LineReader range(InputStream in, long start, long end, int limit)
      throws IOException {
    LineReader reader = new LineReader(in, Math.max(0, start - 1), end, limit);
    if (start > 0) {
      reader.skipLine();
    }
    return reader;
  }

  /** Reads the next line; false after the last. */
  public boolean next() throws IOException {
    if (position >= end || (at == filled && !fill())) {
      return false;
    }
    start = position;
    kept = 0;
    length = 0;
    zero = false;
    number++;
    boolean open = true;
    while (open && (at < filled || fill())) {
      int from = at;
      while (at < filled && buffer[at] != '\n') {
        zero |= buffer[at] == 0;
        at++;
      }
      keep(from, at - from);
      if (at < filled) {
        at++;
        open = false;
      }
      position += at - from;
    }
    if (kept == length && kept > 0 && line[kept - 1] == '\r') {
      kept--;
      length--;
    }
    return true;
  }

  /**
   * The bytes of the line: the first {@link #length} bytes of the array. {@link #next} overwrites
   * it.
   */
  public byte[] bytes() {
    return line;
  }

  /** Length of the line in bytes, without its end. */
  public long length() {
    return length;
  }

  /** Whether the line is longer than the limit, so that {@link #bytes} is not all of it. */
  public boolean tooLong() {
    return kept < length;
  }

  /** Whether the line contains a byte 0. */
  public boolean hasZero() {
    return zero;
  }

  /** The position in the file of the first byte of the line. */
  public long start() {
    return start;
  }

  /** Number of the line within the range, from 1. */
  public long number() {
    return number;
  }

  private void skipLine() throws IOException {
    while (at < filled || fill()) {
      position++;
      if (buffer[at++] == '\n') {
        return;
      }
    }
  }

  private void keep(int from, int count) {
    length += count;
    if (length > limit) {
      return;
    }
    if (kept + count > line.length) {
      long wanted = Math.max((long) kept + count, Math.min(2L * line.length, limit));
      line = Arrays.copyOf(line, (int) wanted);
    }
    System.arraycopy(buffer, from, line, kept, count);
    kept += count;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
