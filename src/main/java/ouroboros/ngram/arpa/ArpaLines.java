package ouroboros.ngram.arpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a file as bytes. A line ends with LF, CR or CR LF, as in {@link
 * java.io.BufferedReader#readLine}.
 */
final class ArpaLines {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private byte[] bytes = new byte[BUFFER];
  private int from;
  private int to;
  private int next;
  private int size;
  private boolean afterReturn;
  private boolean ended;

  ArpaLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line. Returns false at the end of the file. */
  boolean next() throws IOException {
    if (afterReturn && (next < size || fill()) && bytes[next] == '\n') {
      next++;
    }
    afterReturn = false;
    from = next;
    while (next < size || fill()) {
      byte b = bytes[next++];
      if (b == '\n' || b == '\r') {
        to = next - 1;
        afterReturn = b == '\r';
        return true;
      }
    }
    to = size;
    return from < to;
  }

  /**
   * Whole lines that end in LF.
   *
   * @param bytes the lines, with their ends
   */
  record Block(byte[] bytes, int lines) {}

  /**
   * The next lines, as they are in the file, at most so many bytes unless the first line is longer.
   * Has no line where the file ends, or where a CR alone ended the line before.
   *
   * @param most how many lines at most
   */
  Block block(int bytesAtMost, int most) throws IOException {
    if (afterReturn) {
      return new Block(new byte[0], 0);
    }
    from = next;
    int found = 0;
    int length = 0;
    while (found < most && (length == 0 || next - from < bytesAtMost) && (next < size || fill())) {
      int at = next;
      for (; at < size && found < most; at++) {
        if (bytes[at] == '\n') {
          found++;
          length = at + 1 - from;
        }
      }
      next = at;
    }
    next = from + length;
    return new Block(Arrays.copyOfRange(bytes, from, next), found);
  }

  /** Reads more bytes behind those of the line that has begun. Returns false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, size - from);
      next -= from;
      size -= from;
      from = 0;
    } else if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
    }
    int read = in.read(bytes, size, bytes.length - size);
    ended = read < 0;
    size += Math.max(0, read);
    return next < size || (!ended && fill());
  }

  /** The bytes that contain the line; valid until the next call of {@link #next}. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the line begins. */
  int from() {
    return from;
  }

  /** Where the line ends, without its end mark. */
  int to() {
    return to;
  }

  /**
   * The line.
   *
   * @throws CharacterCodingException if it is not UTF-8
   */
  String text() throws CharacterCodingException {
    return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
  }
}
