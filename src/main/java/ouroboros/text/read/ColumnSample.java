package ouroboros.text.read;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.text.PeriodValue;

/** What is seen of a column in the first rows. */
public final class ColumnSample {
  private static final int MOST = 100_000;

  private final Map<String, Integer> times = new HashMap<>();
  private long rows;
  private long present;
  private long characters;
  private long words;
  private long periods;
  private long numbers;

  /** Adds the value of a row; null or empty where it is missing. */
  public void add(@Nullable String value) {
    rows++;
    if (value == null || value.isEmpty()) {
      return;
    }
    present++;
    characters += value.length();
    words += value.chars().filter(c -> c == ' ' || c == '\n').count() + 1;
    periods += PeriodValue.of(value) == PeriodValue.UNKNOWN ? 0 : 1;
    numbers += value.matches("[-+]?[0-9]+([.][0-9]+)?") ? 1 : 0;
    if (times.size() < MOST || times.containsKey(value)) {
      times.merge(value, 1, Integer::sum);
    }
  }

  /** Rows seen. */
  public long rows() {
    return rows;
  }

  /** How many different values there are. */
  public int values() {
    return times.size();
  }

  /** Mean number of characters, over the rows that have a value. */
  double length() {
    return present == 0 ? 0 : (double) characters / present;
  }

  /** Mean number of words separated by white space, over the rows that have a value. */
  double words() {
    return present == 0 ? 0 : (double) words / present;
  }

  /** The share of rows with a value. */
  double filled() {
    return rows == 0 ? 0 : (double) present / rows;
  }

  /** The share of different values among the rows that have one. */
  double distinct() {
    return present == 0 ? 0 : (double) times.size() / present;
  }

  /** Whether nearly every row has a value of its own. */
  boolean isUnique() {
    return rows > 1 && filled() > .99 && times.size() > .99 * present;
  }

  /** Whether nearly every value is a whole number or a date. */
  boolean isPeriod() {
    return present > 0 && periods > .95 * present;
  }

  /** Whether nearly every value is a number. */
  boolean isNumber() {
    return present > 0 && numbers > .95 * present;
  }

  /** How many rows the rarest value has. */
  int rarest() {
    return times.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }
}
