package ouroboros.report.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The shortest decimal that reads back as the same double, in the format of {@link Double#toString}
 * ({@code 0.5}, {@code 1.0E-5}, {@code Infinity}).
 *
 * <p>Before Java 19, {@code Double.toString} prints one digit too many for some numbers, so its
 * text depends on the Java version. This text does not. NaN is refused: undefined numbers have no
 * text.
 */
final class DoubleText {
  private static final int SURE_DIGITS = 15;

  /**
   * Just below a power of two, doubles are closer together. There the nearest decimal may not read
   * back as the same double, but another one may.
   */
  private static final List<RoundingMode> NEAREST_FIRST =
      List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP);

  private DoubleText() {}

  static String of(double x) {
    if (Double.isNaN(x)) {
      throw new IllegalArgumentException("NaN in a table; what is undefined has no row");
    }
    String text = Double.toString(x);
    // Up to 15 digits there is only one shortest decimal, and every Java version finds it.
    if (!Double.isFinite(x) || (digits(text) <= SURE_DIGITS && Math.abs(x) >= Double.MIN_NORMAL)) {
      return text;
    }
    return x == 0 ? text : shaped(shortest(x).stripTrailingZeros());
  }

  /** Among the decimals with the fewest digits that read back as x, one that is nearest to x. */
  private static BigDecimal shortest(double x) {
    BigDecimal exact = new BigDecimal(x);
    for (int digits = Math.abs(x) >= Double.MIN_NORMAL ? SURE_DIGITS : 1; ; digits++) {
      for (RoundingMode mode : NEAREST_FIRST) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == x) {
          return rounded; // at the latest with 17 digits
        }
      }
    }
  }

  private static int digits(String text) {
    int end = text.indexOf('E') < 0 ? text.length() : text.indexOf('E');
    return (int) text.substring(0, end).chars().filter(Character::isDigit).count();
  }

  /**
   * Without exponent from 1e-3 to below 1e7, otherwise with one. Always at least one digit on both
   * sides of the point.
   */
  private static String shaped(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    String sign = number.signum() < 0 ? "-" : "";
    int exponent = digits.length() - 1 - number.scale();
    if (exponent < -3 || exponent >= 7) {
      String fraction = digits.length() > 1 ? digits.substring(1) : "0";
      return sign + digits.charAt(0) + "." + fraction + "E" + exponent;
    }
    String plain = number.abs().toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }
}
