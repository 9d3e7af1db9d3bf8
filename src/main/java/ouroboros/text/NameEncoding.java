package ouroboros.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process can name a file. Java takes the encoding of names from the locale when it
 * starts; where that is not UTF-8, a name with other characters reaches another file or none.
 */
public final class NameEncoding {
  private static final NameEncoding HERE =
      new NameEncoding(
          Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")), System.getenv());

  private final Charset charset;
  private final Map<String, String> environment;

  NameEncoding(Charset charset, Map<String, String> environment) {
    this.charset = charset;
    this.environment = environment;
  }

  /** That of this process. */
  public static NameEncoding here() {
    return HERE;
  }

  /** What is wrong with a name; null if it can be used. */
  public @Nullable String problem(String name) {
    if (charset.equals(StandardCharsets.UTF_8)
        || (charset.newEncoder().canEncode(name) && name.indexOf('\uFFFD') < 0)) {
      return null;
    }
    return "\""
        + name
        + "\" has characters that the locale of this process cannot express ("
        + locale()
        + ", encoding "
        + charset.name()
        + "); start it with LC_ALL=C.UTF-8";
  }

  private String locale() {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        return variable + "=" + value;
      }
    }
    return "no LC_ALL, LC_CTYPE or LANG";
  }
}
