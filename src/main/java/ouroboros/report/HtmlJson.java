package ouroboros.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** JSON that is safe inside an HTML script element, for any text of the corpus. */
public final class HtmlJson {
  private static final MathContext DIGITS = new MathContext(6);

  private HtmlJson() {}

  /**
   * The same JSON, with escapes for all characters that HTML or a reader could misunderstand: angle
   * brackets and ampersand (no {@code </script>}, no {@code <!--}), the line separators U+2028 and
   * U+2029, control characters, and marks of writing direction. These occur only inside JSON
   * strings, where the escape means the same character.
   */
  public static String inScript(String json) {
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (harmless(c)) {
        safe.append(c);
      } else {
        safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return safe.toString();
  }

  private static boolean harmless(char c) {
    if (c < 0x80) {
      return c != '<' && c != '>' && c != '&' && (c >= ' ' || c == '\n') && c != 0x7f;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /**
   * A number as short JSON, with six significant digits: enough for a reader and for a chart.
   *
   * @return {@code null} for NaN; for {@code Infinity} the number {@code 1e999}, which every JSON
   *     reader with doubles reads as infinity
   */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "null";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "1e999" : "-1e999";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    if (rounded.signum() == 0) {
      return "0";
    }
    String plain = rounded.toPlainString();
    String scientific = rounded.unscaledValue() + "e" + -rounded.scale();
    return plain.length() <= scientific.length() + 1 ? plain : scientific;
  }

  /** A text, escaped as HTML text or attribute value. */
  public static String text(String value) {
    StringBuilder safe = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (harmless(c) && c != '"' && c != '\'') {
        safe.append(c);
      } else if (c >= ' ' && c < 0x7f) {
        safe.append("&#").append((int) c).append(';');
      } else {
        safe.append('\uFFFD');
      }
    }
    return safe.toString();
  }
}
