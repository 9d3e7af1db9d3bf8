package ouroboros.text.read;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The format of a file, by the end of its name, which {@code .gz}, {@code .bz2} or {@code .zst} may
 * follow.
 */
public enum FileFormat {
  /** Names that end with .json, .jsonl or .ndjson: one JSON object per line. */
  JSON_LINES,
  /** Names that end with .parquet. */
  PARQUET,
  /** Names that end with .csv, .tsv, .tab or .psv: a table with a header, one row per document. */
  TABLE,
  /** All other names: plain text. */
  TEXT;

  private static final List<String> UNREADABLE =
      List.of(
          "zip", "xz", "lz4", "lzo", "lzma", "snappy", "7z", "rar", "br", "z", "tar", "tgz", "pdf",
          "doc", "docx", "odt", "epub", "orc", "avro", "arrow", "feather", "xls", "xlsx", "ods",
          "sqlite", "h5", "hdf5", "npy", "npz", "pkl", "png", "jpg", "jpeg", "gif", "webp", "bmp",
          "ico", "tif", "tiff", "mp3", "mp4", "wav", "ogg", "flac", "avi", "mov", "mkv", "class",
          "jar", "pyc", "so", "dll", "exe", "o", "a", "iso", "ttf", "otf", "woff", "woff2");
  private static final List<String> PARQUET_TOO = List.of("pq", "parq");

  /** The format of a file with this name. */
  public static FileFormat of(String name) {
    String plain = Compression.of(name).strip(name).toLowerCase(Locale.ROOT);
    if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    if (plain.endsWith(".parquet")) {
      return PARQUET;
    }
    return separator(name) == 0 ? TEXT : TABLE;
  }

  /** The character between the fields of a table with this name; 0 for any other file. */
  static char separator(String name) {
    String plain = Compression.of(name).strip(name).toLowerCase(Locale.ROOT);
    if (plain.endsWith(".csv")) {
      return ',';
    }
    if (plain.endsWith(".tsv") || plain.endsWith(".tab")) {
      return '\t';
    }
    return plain.endsWith(".psv") ? '|' : 0;
  }

  /** What is wrong with a glob for folders of any depth; null for any other source. */
  public static @Nullable String deepGlob(String source) {
    return source.contains("**")
        ? "** stands for one folder, as * does; name the folder: all that is below it is read"
        : null;
  }

  /** Why a file with this name cannot be read; null if it may be readable. */
  public static @Nullable String unreadable(String name) {
    String plain = Compression.of(name).strip(name);
    String end = plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (plain.indexOf('.') >= 0 && PARQUET_TOO.contains(end)) {
      return "." + end + " is not read; if it is Parquet, give it a name that ends with .parquet";
    }
    if (plain.indexOf('.') >= 0 && UNREADABLE.contains(end)) {
      return "."
          + end
          + " is not read; convert it to text, JSON lines, CSV or Parquet, plain, .gz, .bz2 or"
          + " .zst, or name the other files, one by one or by a glob";
    }
    if (of(name) == PARQUET && Compression.of(name) != Compression.NONE) {
      return "Parquet is compressed within; unpack the file";
    }
    return null;
  }
}
