package ouroboros.text.read;

import java.util.Locale;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * What decoding the bytes of a file as UTF-8 gave. Adding is exact and gives the same in any order.
 *
 * @param bytes how many bytes were decoded
 * @param replaced how many byte sequences were not valid and were replaced by U+FFFD
 * @param sound characters beyond ASCII in the lines where something was replaced
 * @param encoding which encoding these lines seem to have; empty if nothing was replaced
 * @param basis how many sequences the piece of text had from which the encoding was guessed
 */
public record Utf8Decoding(long bytes, long replaced, long sound, String encoding, long basis) {
  static final Utf8Decoding NONE = new Utf8Decoding(0, 0, 0, "", 0);
  private static final int TOLERATED = 10;
  private static final long SHARE = 10_000;

  /**
   * Whether the bytes are of another encoding rather than damaged UTF-8: more than ten sequences
   * and more than one in 10,000 bytes were replaced, and in the lines where this happened there are
   * more of them than valid characters beyond ASCII.
   */
  public boolean isOther() {
    return replaced > TOLERATED && replaced * SHARE > bytes && replaced > sound;
  }

  /** Both together; the encoding is that of the piece where most was replaced. */
  Utf8Decoding and(Utf8Decoding other) {
    int more = Long.compare(basis, other.basis);
    boolean first = more != 0 ? more > 0 : encoding.compareTo(other.encoding) <= 0;
    return new Utf8Decoding(
        bytes + other.bytes,
        replaced + other.replaced,
        sound + other.sound,
        first ? encoding : other.encoding,
        Math.max(basis, other.basis));
  }

  /** What to do about text of another encoding. */
  public String wayOut() {
    return "is it "
        + encoding
        + "? convert it, for instance with iconv -f "
        + encoding.toUpperCase(Locale.ROOT)
        + " -t UTF-8";
  }

  void write(ByteWriter to) {
    to.varint(bytes);
    to.varint(replaced);
    to.varint(sound);
    to.string(encoding);
    to.varint(basis);
  }

  static Utf8Decoding read(ByteReader from) {
    return new Utf8Decoding(
        from.varint(), from.varint(), from.varint(), from.string(), from.varint());
  }
}
