package ouroboros.ngram.arpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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
   * @param length how many of the bytes
   */
  record Block(byte[] bytes, int length) {}

  /**
   * The next lines, as they are in the file. Has no line where the file ends, where its last line
   * has no end, or where a CR alone ended the line before.
   *
   * @param room takes the lines, unless the first is longer
   */
  Block block(byte[] room) throws IOException {
    if (afterReturn) {
      return new Block(room, 0);
    }
    byte[] block = room;
    int length = taken(block, 0);
    int end = lastLine(block, 0, length);
    while (end == 0 && length == block.length) {
      block = Arrays.copyOf(block, Math.multiplyExact(2, length));
      int more = taken(block, length);
      end = lastLine(block, length, length + more);
      length += more;
    }
    unread(List.of(new Block(block, length)), end);
    return new Block(block, end);
  }

  /** Copies the next bytes. */
  private int taken(byte[] into, int at) throws IOException {
    int many = Math.min(size - next, into.length - at);
    System.arraycopy(bytes, next, into, at, many);
    next += many;
    from = next;
    while (at + many < into.length && !ended) {
      int read = in.read(into, at + many, Math.min(BUFFER, into.length - at - many));
      ended = read < 0;
      many += Math.max(0, read);
    }
    return many;
  }

  /** Behind the last LF; 0 if there is none. */
  private static int lastLine(byte[] block, int from, int to) {
    int at = to;
    while (at > from && block[at - 1] != '\n') {
      at--;
    }
    return at > from ? at : 0;
  }

  /**
   * Gives blocks back, which are the last that were read.
   *
   * @param skipped how many bytes of the first are not given back
   */
  void unread(List<Block> blocks, int skipped) {
    int many = blocks.stream().mapToInt(Block::length).reduce(-skipped, Math::addExact);
    if (many == 0) {
      return;
    }
    int left = size - next;
    byte[] back = new byte[Math.max(BUFFER, Math.addExact(many, left))];
    int at = 0;
    int start = skipped;
    for (Block block : blocks) {
      System.arraycopy(block.bytes, start, back, at, block.length - start);
      at += block.length - start;
      start = 0;
    }
    System.arraycopy(bytes, next, back, at, left);
    bytes = back;
    from = 0;
    next = 0;
    size = many + left;
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
    int read = in.read(bytes, size, Math.min(BUFFER, bytes.length - size));
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
