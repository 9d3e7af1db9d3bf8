package ouroboros.text;

import java.util.regex.Pattern;

/**
 * Names of files in sealed JSON. They are paths relative to the folder of the run or of the corpus,
 * and never lead out of it. Only the characters that this program writes are allowed: so there is
 * no absolute name, no {@code ..}, no backslash and no escape that a file system could decode.
 */
public final class RelativeName {
  private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
  private static final int LONGEST = 1000;

  private RelativeName() {}

  /** Whether a name stays inside its folder. */
  public static boolean isInside(String name) {
    if (name == null || name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (String step : name.split("/", -1)) {
      if (!STEP.matcher(step).matches()) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a name that a file contains, as a message. */
  public static String refusal(String file, String name) {
    return file
        + " names the file "
        + quoted(name)
        + ", which is not a name inside its folder; this program did not write it, and nothing of"
        + " it is used";
  }

  /** The name in quotes; characters that a terminal could obey are escaped. */
  private static String quoted(String name) {
    StringBuilder shown = new StringBuilder("\"");
    String text = String.valueOf(name);
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 127) {
        shown.append(c);
      } else {
        shown.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return shown.append('"').toString();
  }
}
