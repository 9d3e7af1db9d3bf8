package ouroboros.experiment.review;

import java.util.Locale;

/** What a text that a reviewer wrote must not have. */
final class EditedText {
  private EditedText() {}

  /** What is wrong with it; empty if nothing is. */
  static String problem(String text) {
    if (text.isBlank()) {
      return "edited has nothing in it; reject the unit, or leave edited out";
    }
    int at = 0;
    for (int place = 1; at < text.length(); place++) {
      int point = text.codePointAt(at);
      String what = named(point);
      if (!what.isEmpty()) {
        return String.format(
            Locale.ROOT,
            "edited has %s (U+%04X) at character %d; a sentence has words and spaces only",
            what,
            point,
            place);
      }
      at += Character.charCount(point);
    }
    return "";
  }

  private static String named(int point) {
    if (point == '\t') {
      return "a tab";
    }
    boolean isMark =
        point == 0x061c
            || point == 0x200e
            || point == 0x200f
            || (point >= 0x202a && point <= 0x202e)
            || (point >= 0x2066 && point <= 0x2069);
    if (isMark) {
      return "a mark of writing direction";
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL -> "a control character";
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "a line break";
      case Character.SURROGATE -> "half a character";
      default -> "";
    };
  }
}
