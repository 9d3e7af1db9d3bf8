package ouroboros.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row of a table.
 *
 * @param place file and line, for messages
 * @param columns the index of each column, by name
 * @param fields the row's fields, as many as there are columns
 */
public record ReportRow(String place, Map<String, Integer> columns, List<String> fields) {

  /** The field of a column; empty where the table has no such column. */
  public String text(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : fields.get(index);
  }

  /** A whole number. */
  public long whole(String column) throws IOException {
    try {
      return Long.parseLong(text(column));
    } catch (NumberFormatException e) {
      throw problem(column, "a whole number", e);
    }
  }

  /** A generation, a replicate or another small whole number. */
  public int index(String column) throws IOException {
    try {
      return Integer.parseInt(text(column));
    } catch (NumberFormatException e) {
      throw problem(column, "a whole number below 2^31", e);
    }
  }

  /** A number; {@code Infinity} and {@code -Infinity} are numbers; NaN where the field is empty. */
  public double number(String column) throws IOException {
    String field = text(column);
    try {
      return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw problem(column, "a number, `Infinity` or nothing", e);
    }
  }

  private IOException problem(String column, String limit, NumberFormatException cause) {
    return new IOException(
        String.format(
            Locale.ROOT, "%s: %s is `%s`; it must be %s", place, column, text(column), limit),
        cause);
  }
}
