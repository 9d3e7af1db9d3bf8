package ouroboros.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period as one number: a whole number (such as a year, also below 0) as it is, and a date of ISO
 * 8601 as a number that only {@link #place} understands. A date is a month ({@code 1999-05}), a day
 * or a time of a day, to the second and in UTC where it has an offset. A year comes before its
 * months, a month before its days, a day before its times.
 */
public final class PeriodValue {
  /** The period of a document without one. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?[eE][+-]?[0-9]{1,3}");
  private static final Pattern DATE =
      Pattern.compile(
          "([+-]?[0-9]{4,9})-([0-9]{2})(?:-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})"
              + "(?::([0-9]{2})(?:[.,][0-9]+)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?");
  private static final int DIGITS = 18;
  private static final long DAY = 86_400 + 1;
  private static final long MONTH = 32 * DAY;
  private static final long YEAR = 13 * MONTH;
  private static final long DATES = 1L << 62;
  private static final long LAST_YEAR = 1_000_000_000;

  private PeriodValue() {}

  /** The period that a text says; {@link #UNKNOWN} if it is neither a whole number nor a date. */
  public static long of(String text) {
    String period = text.strip();
    Matcher date = DATE.matcher(period);
    if (date.matches()) {
      return date(date);
    }
    if (!NUMBER.matcher(period).matches() && !SCIENTIFIC.matcher(period).matches()) {
      return UNKNOWN;
    }
    BigDecimal number = new BigDecimal(period).stripTrailingZeros();
    return number.scale() > 0 || number.precision() - number.scale() > DIGITS
        ? UNKNOWN
        : number.longValueExact();
  }

  private static long date(Matcher date) {
    try {
      int year = Integer.parseInt(date.group(1));
      int month = Integer.parseInt(date.group(2));
      LocalDate first = LocalDate.of(year, month, 1);
      if (date.group(3) == null) {
        return DATES + year * YEAR + month * MONTH;
      }
      LocalDate day = first.withDayOfMonth(Integer.parseInt(date.group(3)));
      if (date.group(4) == null) {
        return DATES + start(day);
      }
      int seconds = date.group(6) == null ? 0 : Integer.parseInt(date.group(6));
      LocalDateTime time =
          day.atTime(
              Integer.parseInt(date.group(4)),
              Integer.parseInt(date.group(5)),
              Math.min(seconds, 59));
      if (date.group(7) != null) {
        time = time.minusSeconds(ZoneOffset.of(date.group(7)).getTotalSeconds());
      }
      return DATES + start(time.toLocalDate()) + time.toLocalTime().toSecondOfDay() + 1;
    } catch (DateTimeException e) {
      return UNKNOWN;
    }
  }

  private static long start(LocalDate day) {
    return day.getYear() * YEAR + day.getMonthValue() * MONTH + day.getDayOfMonth() * DAY;
  }

  /**
   * The place of a period among all periods: a number is a year among dates. Unknown periods come
   * last.
   */
  public static long place(long period) {
    if (period == UNKNOWN) {
      return Long.MAX_VALUE;
    }
    if (period > DATES >> 1) {
      return period - DATES;
    }
    return Math.abs(period) <= LAST_YEAR
        ? period * YEAR
        : Long.signum(period) * (LAST_YEAR * YEAR + Math.abs(period));
  }

  /** A period as {@link #of} reads it, a time in UTC; {@code unknown} where it is not known. */
  public static String text(long period) {
    return textOf(place(period));
  }

  /** The text of the period with a {@link #place}. */
  public static String textOf(long place) {
    if (place == Long.MAX_VALUE) {
      return "unknown";
    }
    if (Math.abs(place) > LAST_YEAR * YEAR + YEAR) {
      return Long.toString(Long.signum(place) * (Math.abs(place) - LAST_YEAR * YEAR));
    }
    long year = Math.floorDiv(place, YEAR);
    long rest = Math.floorMod(place, YEAR);
    if (rest == 0) {
      return Long.toString(year);
    }
    StringBuilder date = new StringBuilder(24);
    String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    date.append(String.format(Locale.ROOT, "%s%04d-%02d", sign, Math.abs(year), rest / MONTH));
    if (rest % MONTH > 0) {
      date.append(String.format(Locale.ROOT, "-%02d", rest % MONTH / DAY));
    }
    long second = rest % DAY - 1;
    if (rest % MONTH > 0 && second >= 0) {
      date.append(
          String.format(
              Locale.ROOT, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60));
    }
    return date.toString();
  }
}
