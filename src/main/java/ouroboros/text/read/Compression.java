package ouroboros.text.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * How a file is compressed, by the end of its name. A file that consists of several compressed
 * members is read completely.
 */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  BZIP2(".bz2"),
  ZSTD(".zst");

  /**
   * Blocks of a bzip2 file that are in memory at a time, each of about 8 MB while it is decoded.
   */
  private static final int MOST_BLOCKS = 8;

  private final String end;

  Compression(String end) {
    this.end = end;
  }

  /** The compression of a file with this name. */
  public static Compression of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Compression each : values()) {
      if (each != NONE && lower.endsWith(each.end)) {
        return each;
      }
    }
    return NONE;
  }

  /** The name of the compression: gz, bz2, zst, or none. */
  public String label() {
    return end.isEmpty() ? "none" : end.substring(1);
  }

  /** The name without the ending of the compression. */
  public String strip(String name) {
    return name.substring(0, name.length() - end.length());
  }

  /**
   * The uncompressed bytes. Where a file is damaged or cut off, reading throws an {@link
   * IOException} at that point; it never gives a shorter text.
   */
  public InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(new BufferedInputStream(packed, 1 << 16))
              .setDecompressConcatenated(true)
              .get();
      case BZIP2 ->
          new Bzip2Blocks(
              packed, Math.min(MOST_BLOCKS, Runtime.getRuntime().availableProcessors()));
      case ZSTD -> new ZstdInputStream(new BufferedInputStream(packed, 1 << 16));
    };
  }
}
