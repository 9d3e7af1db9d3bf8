package ouroboros.report.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Writes one table as RFC 4180 text, a line at a time: lines end with {@code \n}, a field is quoted
 * if it holds a comma, quote or line break, begins or ends with a space, or begins with {@code = +
 * - @}, and quotes inside are doubled. Numbers stand as {@link DoubleText}; what is empty stands as
 * nothing.
 *
 * <p>Text is never altered: a leading {@code '} against formulas in spreadsheets would break joins
 * between tables. Names of cells, metrics, subjects and scopes begin with a letter whatever a
 * corpus calls its strata ({@code stratum=X}); only a swept value in {@code cells.csv} can begin
 * with such a sign, and those are the experiment's own.
 *
 * <p>The given writer is flushed, not closed; encoding is the caller's choice and must be UTF-8.
 */
public final class CsvWriter {
  private final Writer out;
  private final int columns;
  private int filled;

  private CsvWriter(Writer out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Begins a table: writes the header. */
  public static CsvWriter of(Writer out, List<String> header) {
    CsvWriter csv = new CsvWriter(new BufferedWriter(out, 1 << 16), header.size());
    header.forEach(csv::text);
    csv.end();
    return csv;
  }

  /** A text field. */
  public CsvWriter text(String field) {
    return raw(needsQuotes(field) ? '"' + field.replace("\"", "\"\"") + '"' : field);
  }

  /** A whole number. */
  public CsvWriter number(long field) {
    return raw(Long.toString(field));
  }

  /** A number, never NaN. */
  public CsvWriter number(double field) {
    return raw(DoubleText.of(field));
  }

  /** A number or nothing. */
  public CsvWriter number(OptionalDouble field) {
    return raw(field.isPresent() ? DoubleText.of(field.getAsDouble()) : "");
  }

  /** A whole number or nothing. */
  public CsvWriter number(OptionalInt field) {
    return raw(field.isPresent() ? Integer.toString(field.getAsInt()) : "");
  }

  /**
   * Ends the line.
   *
   * @throws IllegalStateException if it has not as many fields as the header
   */
  public void end() {
    if (filled != columns) {
      throw new IllegalStateException("a line has " + filled + " fields, the header " + columns);
    }
    write("\n");
    filled = 0;
  }

  /** Hands everything over to the given writer. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CsvWriter raw(String field) {
    if (filled++ > 0) {
      write(",");
    }
    write(field);
    return this;
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean needsQuotes(String field) {
    return !field.isEmpty()
        && ("=+-@ \t".indexOf(field.charAt(0)) >= 0
            || field.endsWith(" ")
            || field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r'));
  }
}
