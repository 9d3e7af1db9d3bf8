package ouroboros.experiment.yaml;

import java.util.Locale;

/**
 * How text from a file is shown in a message: one line, of bounded length, no control characters.
 */
public final class Shown {
  private static final int LIMIT = 80;

  private Shown() {}

  /** A path, without quotes. */
  public static String path(String text) {
    return harmless(text, 4 * LIMIT);
  }

  /** A value that is text: in double quotes. */
  public static String text(String text) {
    return '"' + harmless(text, LIMIT) + '"';
  }

  /** A value that is a number or a word of YAML: as it is written in the file. */
  public static String plain(String text) {
    return harmless(text, LIMIT);
  }

  /**
   * The whole text on one line, however long it is. Every name that comes from outside is shown by
   * this, so that no file name can end a line or command a terminal.
   */
  public static String whole(String text) {
    return harmless(text, Integer.MAX_VALUE);
  }

  private static String harmless(String text, int limit) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int points = 0; at < text.length(); points++) {
      if (points == limit) {
        return shown.append("...").toString();
      }
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (visible(point)) {
        shown.appendCodePoint(point);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", point));
      }
    }
    return shown.toString();
  }

  private static boolean visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
