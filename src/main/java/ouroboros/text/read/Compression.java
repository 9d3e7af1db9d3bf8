package ouroboros.text.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a file is packed, by the end of its name. Files of several packed members are read whole. */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  BZIP2(".bz2");

  private final String end;

  Compression(String end) {
    this.end = end;
  }

  /** The compression of a file of this name. */
  public static Compression of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(GZIP.end) ? GZIP : lower.endsWith(BZIP2.end) ? BZIP2 : NONE;
  }

  /** The name of the compression: gz, bz2, or none. */
  public String label() {
    return end.isEmpty() ? "none" : end.substring(1);
  }

  /** The name without the end that tells of compression. */
  public String strip(String name) {
    return name.substring(0, name.length() - end.length());
  }

  /**
   * The unpacked bytes. A file that is damaged or cut off is an {@link IOException} where that is
   * found, never a shorter text.
   */
  public InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(new BufferedInputStream(packed, 1 << 16))
              .setDecompressConcatenated(true)
              .get();
      case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(packed, 1 << 16), true);
    };
  }
}
