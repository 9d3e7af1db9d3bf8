package ouroboros.text.read;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a bzip2 file block by block, several blocks at a time on all cores. A block, of up to 900
 * kB of text, is packed for itself and begins with a mark of 48 bits, at any bit. Each is decoded
 * as a file of one block. Checked are the sum of each block and that of each member of the file.
 *
 * <p>A mark that is by chance inside a block (one in 10^14 bits) makes two blocks of one, which
 * cannot be decoded; then they are decoded together.
 */
final class Bzip2Blocks extends InputStream {
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;
  private static final long MASK = (1L << 48) - 1;
  private static final int CHUNK = 1 << 18;

  /** Bits of a mark and of the sum after it. */
  private static final int HEAD = 48 + 32;

  private final InputStream in;
  private final int most;
  private byte[] packed = new byte[2 * CHUNK];
  private int size;
  private boolean isAtEnd;

  /** The bit of {@link #packed} that is next. */
  private long at;

  private boolean isOpen;
  private byte level;
  private int wanted = 1;
  private final List<Piece> pieces = new ArrayList<>();
  private @Nullable IOException failed;
  private boolean isDone;
  private int sum;
  private byte[] text = {};
  private int next;

  /**
   * Opens a file; nothing is read yet.
   *
   * @param most blocks at a time
   */
  Bzip2Blocks(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /**
   * A block, or the end of a member.
   *
   * @param bits its packed bits, from the first bit of the array; empty for an end
   * @param sum of the block, or of all blocks of the member
   */
  private record Piece(byte[] bits, long many, byte level, int sum) {
    boolean isEnd() {
      return many == 0;
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? text[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int many = Math.min(length, text.length - next);
    System.arraycopy(text, next, into, from, many);
    next += many;
    return many;
  }

  @Override
  public int available() {
    return text.length - next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private final List<Object> decoded = new ArrayList<>();

  /** Makes text ready; false at the end of the file. */
  private boolean fill() throws IOException {
    while (next == text.length) {
      if (pieces.isEmpty() && !find()) {
        return false;
      }
      take();
    }
    return true;
  }

  /** Takes the next piece, decoded. After a damaged one there is no more text. */
  private void take() throws IOException {
    try {
      takeNext();
    } catch (IOException e) {
      failed = e;
      pieces.clear();
      decoded.clear();
      throw e;
    }
  }

  private void takeNext() throws IOException {
    Piece piece = pieces.remove(0);
    Object made = decoded.remove(0);
    if (piece.isEnd()) {
      if (piece.sum != sum) {
        throw new IOException("the sum of a member is wrong");
      }
      sum = 0;
      return;
    }
    if (made instanceof IOException problem) {
      made = together(piece, problem);
    }
    sum = Integer.rotateLeft(sum, 1) ^ piece.sum;
    text = (byte[]) made;
    next = 0;
  }

  /** A block and what seemed to be the next one, as one block. */
  private byte[] together(Piece piece, IOException problem) throws IOException {
    if (pieces.isEmpty()) {
      findMore();
    }
    if (pieces.isEmpty() || pieces.get(0).isEnd()) {
      throw problem;
    }
    Piece more = pieces.get(0);
    Bits bits = new Bits(piece.many + more.many);
    bits.add(piece.bits, 0, piece.many);
    bits.add(more.bits, 0, more.many);
    Object made = decode(new Piece(bits.bytes, piece.many + more.many, piece.level, piece.sum));
    if (made instanceof IOException) {
      throw problem;
    }
    pieces.remove(0);
    decoded.remove(0);
    return (byte[]) made;
  }

  /** Finds the next pieces and decodes them; false at the end of the file. */
  private boolean find() throws IOException {
    findMore();
    if (!pieces.isEmpty()) {
      return true;
    }
    if (failed != null) {
      throw failed;
    }
    return false;
  }

  private void findMore() {
    int blocks = 0;
    while (blocks < wanted && failed == null && !isDone) {
      try {
        Piece piece = piece();
        if (piece == null) {
          isDone = true;
        } else {
          pieces.add(piece);
          blocks += piece.isEnd() ? 0 : 1;
        }
      } catch (IOException e) {
        failed = e;
      }
    }
    // The first block is often all that is looked at.
    wanted = Math.min(most, 2 * wanted);
    Object[] made = new Object[pieces.size()];
    IntStream.range(0, made.length)
        .parallel()
        .forEach(i -> made[i] = pieces.get(i).isEnd() ? "" : decode(pieces.get(i)));
    decoded.addAll(Arrays.asList(made));
  }

  /** The text of a block, or what is wrong. */
  private static Object decode(Piece piece) {
    Bits file = new Bits(32 + piece.many + HEAD);
    file.add(new byte[] {'B', 'Z', 'h', piece.level}, 0, 32);
    file.add(piece.bits, 0, piece.many);
    file.add(bytes(END, 6), 0, 48);
    file.add(bytes(piece.sum, 4), 0, 32);
    try (InputStream block =
        new BZip2CompressorInputStream(new ByteArrayInputStream(file.bytes), false)) {
      return block.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  private static byte[] bytes(long value, int many) {
    byte[] bytes = new byte[many];
    for (int i = 0; i < many; i++) {
      bytes[i] = (byte) (value >>> (8 * (many - 1 - i)));
    }
    return bytes;
  }

  /** The next block or end; null at the end of the file. */
  private @Nullable Piece piece() throws IOException {
    if (!isOpen) {
      if (!has(at + 1)) {
        if (level == 0) {
          throw new IOException("Stream is not in the BZip2 format");
        }
        return null;
      }
      if (!isMember(at)) {
        throw new IOException(
            level == 0 ? "Stream is not in the BZip2 format" : "other bytes follow after its end");
      }
      level = packed[(int) (at >> 3) + 3];
      at += 32;
      isOpen = true;
    }
    long mark = mark(at);
    if (mark == END && isEnd(at)) {
      Piece end = new Piece(new byte[0], 0, level, (int) bits(at + 48, 32));
      at = (at + HEAD + 7) & ~7L;
      isOpen = false;
      return end;
    }
    if (mark != BLOCK) {
      throw damaged();
    }
    long to = after(at + HEAD);
    Bits bits = new Bits(to - at);
    bits.add(packed, at, to - at);
    Piece piece = new Piece(bits.bytes, to - at, level, (int) bits(at + 48, 32));
    at = to;
    int whole = (int) (at >> 3);
    System.arraycopy(packed, whole, packed, 0, size - whole);
    size -= whole;
    at -= 8L * whole;
    return piece;
  }

  private static IOException damaged() {
    return new IOException("a block does not begin where one should");
  }

  /** The bit at which the next block or the end of the member begins. */
  private long after(long from) throws IOException {
    long bit = from;
    while (has(bit + HEAD)) {
      // Bytes first: the window of eight bytes has the mark at one of eight bits.
      int last = (int) Math.min(size - 8L, Integer.MAX_VALUE);
      int at8 = (int) (bit >> 3);
      long window = at8 <= last ? word(at8 - 1) : 0;
      while (at8 <= last) {
        window = window << 8 | (packed[at8 + 7] & 0xff);
        for (int shift = (int) (bit & 7); shift < 8; shift++) {
          long mark = (window >>> (16 - shift)) & MASK;
          long place = 8L * at8 + shift;
          if (mark == BLOCK || (mark == END && isEnd(place))) {
            return place;
          }
        }
        at8++;
        bit = 8L * at8;
      }
      if (isAtEnd) {
        // The last mark may have less than eight bytes from its first byte on.
        for (; has(bit + HEAD); bit++) {
          long mark = mark(bit);
          if (mark == BLOCK || (mark == END && isEnd(bit))) {
            return bit;
          }
        }
        break;
      }
      more();
    }
    throw new EOFException("it ends inside a block");
  }

  /** Eight bytes from a byte on, of which the first is not used. */
  private long word(int from) {
    long word = 0;
    for (int i = 1; i < 8; i++) {
      word = word << 8 | (packed[from + i] & 0xff);
    }
    return word;
  }

  /** The 48 bits at a bit; -1 where the file ends before. */
  private long mark(long bit) throws IOException {
    return has(bit + HEAD) ? bits(bit, 48) : -1;
  }

  /** Whether the file ends or a member begins after the mark of an end. */
  private boolean isEnd(long bit) throws IOException {
    long after = (bit + HEAD + 7) & ~7L;
    return !has(after + 1) || isMember(after);
  }

  private boolean isMember(long bit) throws IOException {
    int from = (int) (bit >> 3);
    return has(bit + 32)
        && packed[from] == 'B'
        && packed[from + 1] == 'Z'
        && packed[from + 2] == 'h'
        && packed[from + 3] >= '1'
        && packed[from + 3] <= '9';
  }

  private long bits(long from, int many) {
    long value = 0;
    for (long bit = from; bit < from + many; bit++) {
      value = value << 1 | (packed[(int) (bit >> 3)] >>> (7 - (int) (bit & 7)) & 1);
    }
    return value;
  }

  /** Reads until there are so many bits; false where the file has fewer. */
  private boolean has(long bits) throws IOException {
    while (8L * size < bits && !isAtEnd) {
      more();
    }
    return 8L * size >= bits;
  }

  private void more() throws IOException {
    if (packed.length - size < CHUNK) {
      packed = Arrays.copyOf(packed, Math.addExact(packed.length, packed.length));
    }
    int read = in.readNBytes(packed, size, CHUNK);
    size += read;
    isAtEnd = read < CHUNK;
  }

  /** Bits one behind the other. */
  private static final class Bits {
    final byte[] bytes;
    private long size;

    Bits(long most) {
      bytes = new byte[Math.toIntExact((most + 7) / 8)];
    }

    /** Appends bits, from a bit of an array on. */
    void add(byte[] from, long first, long many) {
      long done = 0;
      if ((size & 7) == 0) {
        done = many & ~7L;
        wholeBytes(from, first, (int) (done >> 3));
      }
      while (done < many) {
        int into = (int) (size >> 3);
        int free = 8 - (int) (size & 7);
        int source = (int) ((first + done) >> 3);
        int left = 8 - (int) ((first + done) & 7);
        int take = (int) Math.min(Math.min(free, left), many - done);
        int value = (from[source] & 0xff) >>> (left - take) & ((1 << take) - 1);
        bytes[into] |= (byte) (value << (free - take));
        size += take;
        done += take;
      }
    }

    private void wholeBytes(byte[] from, long first, int many) {
      int into = (int) (size >> 3);
      int source = (int) (first >> 3);
      int shift = (int) (first & 7);
      if (shift == 0) {
        System.arraycopy(from, source, bytes, into, many);
      } else {
        for (int i = 0; i < many; i++) {
          int two = from[source + i] << 8 | (from[source + i + 1] & 0xff);
          bytes[into + i] = (byte) (two >>> (8 - shift));
        }
      }
      size += 8L * many;
    }
  }
}
