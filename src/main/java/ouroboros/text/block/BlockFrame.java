package ouroboros.text.block;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import ouroboros.text.CorpusException;

/**
 * The frame of a block in its file: the bytes {@code O B}, the length of the payload in four bytes,
 * the CRC-32C of the payload in four bytes (both big-endian), then the payload, which {@link
 * BlockCodec} wrote. A single frame can be read and checked without the rest of the file.
 */
public final class BlockFrame {
  /** What a block file starts with; the last byte is the version. */
  static final byte[] MAGIC = "OUROBLK1".getBytes(StandardCharsets.US_ASCII);

  /** Bytes of a frame before its payload. */
  static final int HEAD = 10;

  private BlockFrame() {}

  /** Offset of the first frame in a file. */
  public static long firstOffset() {
    return MAGIC.length;
  }

  /** Puts a payload into a frame. */
  static byte[] around(byte[] payload) {
    ByteWriter out = new ByteWriter(payload.length + HEAD);
    out.octet('O');
    out.octet('B');
    out.fixed((long) payload.length << 32 | crc(payload, 0, payload.length));
    out.raw(payload, 0, payload.length);
    return out.toBytes();
  }

  /**
   * Reads one frame and returns its block.
   *
   * @param in positioned at the first byte of the frame; afterwards behind its last byte
   * @param length bytes of the frame
   * @throws CorpusException if the frame is damaged; the message does not contain the file's name
   */
  public static SentenceBlock read(InputStream in, int length) throws IOException {
    byte[] frame = in.readNBytes(length);
    if (frame.length < length) {
      throw new EOFException("the file ends within a block");
    }
    ByteReader head = new ByteReader(frame);
    boolean sound = length >= HEAD && head.octet() == 'O' && head.octet() == 'B';
    long sizeAndCrc = sound ? head.fixed() : 0;
    if (!sound
        || sizeAndCrc >>> 32 != length - HEAD
        || (sizeAndCrc & 0xFFFFFFFFL) != crc(frame, HEAD, length - HEAD)) {
      throw new CorpusException(
          "a damaged block: its checksum does not fit; prepare the corpus anew");
    }
    byte[] payload = Arrays.copyOfRange(frame, HEAD, length);
    return BlockCodec.decode(payload);
  }

  private static long crc(byte[] bytes, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, length);
    return crc.getValue();
  }
}
