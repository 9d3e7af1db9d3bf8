package ouroboros.dating;

import java.util.Locale;

/** Shares as a reader expects them. */
final class Percent {
  private static final double SMALL = .0995;

  private Percent() {}

  /** A share with its sign, as {@code 10 %} or {@code 0.6 %}. */
  static String of(double share) {
    return number(share) + " %";
  }

  /** A share and its interval, as {@code 10 % (4.2-18 %)}. */
  static String of(double share, double low, double high) {
    return of(share) + " (" + number(low) + "-" + number(high) + " %)";
  }

  private static String number(double share) {
    return share < .00005
        ? "0"
        : String.format(Locale.ROOT, share < SMALL ? "%.1f" : "%.0f", 100 * share);
  }
}
