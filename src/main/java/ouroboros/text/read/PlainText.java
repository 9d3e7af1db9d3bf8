package ouroboros.text.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;

/** Plain text has no fields, so a name of one is a mistake that would otherwise change nothing. */
public final class PlainText {
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

  private static void add(Map<String, String> named, String key, @Nullable String field) {
    boolean isDefault = key.equals(field) && !key.equals("period") && !key.equals("group");
    if (field != null && !isDefault) {
      named.put(key, field);
    }
  }

  /**
   * What is wrong with such a key.
   *
   * @param files the files that are plain text, and a verb
   */
  public static String noField(String field, String files) {
    return "\""
        + field
        + "\" names a field, but "
        + files
        + " plain text, which has none; give JSON lines, CSV or Parquet, or leave the key out";
  }
}
