package ouroboros.text.read;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The format of a file, by the end of its name, which {@code .gz} or {@code .bz2} may follow. */
public enum FileFormat {
  /** Names that end with .json, .jsonl or .ndjson: one JSON object per line. */
  JSON_LINES,
  /** Names that end with .parquet. */
  PARQUET,
  /** All other names: plain text. */
  TEXT;

  private static final List<String> UNREADABLE =
      List.of(
          "zst", "zip", "xz", "lz4", "lzo", "lzma", "snappy", "7z", "rar", "br", "z", "tar", "tgz",
          "pdf", "doc", "docx", "odt", "epub", "orc", "avro", "arrow", "feather", "xls", "xlsx",
          "ods", "sqlite", "h5", "hdf5", "npy", "npz", "pkl");
  private static final List<String> TABLES = List.of("csv", "tsv", "tab", "psv");
  private static final List<String> PARQUET_TOO = List.of("pq", "parq");

  /** How a table of text becomes a file that is read. */
  static final String TABLE_WAY_OUT =
      "convert it to JSON lines, for instance with python3 -c \"import pandas, sys;"
          + " pandas.read_csv(sys.argv[1], sep=None, engine='python')"
          + ".to_json(sys.argv[2], orient='records', lines=True, force_ascii=False)\""
          + " TABLE FILE.jsonl";

  /** The format of a file with this name. */
  public static FileFormat of(String name) {
    String plain = Compression.of(name).strip(name).toLowerCase(Locale.ROOT);
    if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    return plain.endsWith(".parquet") ? PARQUET : TEXT;
  }

  /** Why a file with this name cannot be read; null if it may be readable. */
  public static @Nullable String unreadable(String name) {
    String plain = Compression.of(name).strip(name);
    String end = plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (plain.indexOf('.') >= 0 && TABLES.contains(end)) {
      return "."
          + end
          + " is not read: it is a table, and its lines are not text; "
          + TABLE_WAY_OUT;
    }
    if (plain.indexOf('.') >= 0 && PARQUET_TOO.contains(end)) {
      return "." + end + " is not read; if it is Parquet, give it a name that ends with .parquet";
    }
    if (plain.indexOf('.') >= 0 && UNREADABLE.contains(end)) {
      return "."
          + end
          + " is not read; convert it to text, JSON lines or Parquet, plain, .gz or .bz2";
    }
    if (of(name) == PARQUET && Compression.of(name) != Compression.NONE) {
      return "Parquet is compressed within; unpack the file";
    }
    return null;
  }
}
