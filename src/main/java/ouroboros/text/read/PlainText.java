package ouroboros.text.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;

/**
 * Plain text has no fields, so a name of one is a mistake that would otherwise change nothing. The
 * one exception is {@code stratum: folder}: the folder below the source that a file is in.
 */
public final class PlainText {
  /** The stratum of plain text that is the name of a folder. */
  public static final String FOLDER = "folder";

  private PlainText() {}

  /** The keys of the corpus section that name a field which is not the default, and the fields. */
  public static Map<String, String> fieldsNamed(CorpusSpec spec) {
    Map<String, String> named = new LinkedHashMap<>();
    boolean isOfCommand = spec.split().real() == 1;
    add(named, "text", isOfCommand ? "text" : spec.text());
    add(named, "id", spec.id());
    add(named, "stratum", spec.stratum());
    add(named, "period", spec.period());
    add(named, "group", spec.group());
    return named;
  }

  /** The same without what plain text has, which is the stratum {@link #FOLDER}. */
  public static Map<String, String> fieldsNotThere(CorpusSpec spec) {
    Map<String, String> named = fieldsNamed(spec);
    named.remove("stratum", FOLDER);
    return named;
  }

  /** The folder below the source that a file is in, by its name; empty where it is in none. */
  public static String folder(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }

  /** The stratum of a document of plain text; where a folder is asked for and missing, says so. */
  static String stratum(@Nullable CorpusSpec spec, String name, IngestReport tally, Origin at) {
    if (spec == null || !FOLDER.equals(spec.stratum())) {
      return "";
    }
    String folder = folder(name);
    if (folder.isEmpty()) {
      tally.add(Notice.MISSING_STRATUM, 1, at);
    }
    return Utf8.wellFormed(folder);
  }

  private static void add(Map<String, String> named, String key, @Nullable String field) {
    boolean isDefault = key.equals(field) && !key.equals("period") && !key.equals("group");
    if (field != null && !isDefault) {
      named.put(key, field);
    }
  }

  /**
   * What is wrong with such a key.
   *
   * @param key of the corpus section
   * @param files the files that are plain text, and a verb
   */
  public static String noField(String key, String field, String files) {
    return "\""
        + field
        + "\" names a field, but "
        + files
        + " plain text, which has none; give JSON lines, CSV or Parquet, or leave the key out"
        + (key.equals("stratum") ? "; stratum: folder names the folder below the source" : "");
  }
}
