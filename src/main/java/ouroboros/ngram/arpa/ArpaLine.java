package ouroboros.ngram.arpa;

import java.util.Locale;

/** The parts of a line of an ARPA file: fields, numbers, white space. */
final class ArpaLine {
  private static final int SHOWN = 80;

  private ArpaLine() {}

  /** Java also reads hexadecimal numbers and a final f, which no ARPA file has. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    try {
      return !Float.isNaN(Float.parseFloat(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** White space between the fields of a line. VT and FF can be part of a word. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** The start of the field at or after a place. */
  static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of the field that starts here. */
  static int field(String text, int from) {
    int at = from;
    while (at < text.length() && !isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** How many words follow the probability, up to the next tab. */
  static int many(String text, int start) {
    int from = skip(text, field(text, start));
    int tab = text.indexOf('\t', from);
    String words = text.substring(from, tab < 0 ? text.length() : tab).strip();
    return words.split("[ \r]+", -1).length;
  }

  static boolean blank(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && (c < 0x09 || c > 0x0D)) {
        return false;
      }
    }
    return true;
  }

  /** A line in a message: in quotes, at most 80 characters, what cannot be seen as its code. */
  static String shown(String text) {
    String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      boolean seen = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
      shown.append(seen ? c : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return shown.append('"').toString();
  }
}
