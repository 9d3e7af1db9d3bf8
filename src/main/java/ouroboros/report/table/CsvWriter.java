package ouroboros.report.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes one table as RFC 4180 text, line by line. Lines end with {@code \n}. A field is quoted if
 * it contains a comma, quote or line break, begins or ends with a space, or begins with {@code = +
 * - @}; quotes inside are doubled. Numbers are written as {@link DoubleText}. An infinite number is
 * written as a decimal that is too large for a double: unlike the words for infinity, every program
 * takes it for a number and reads infinity. An empty value gives an empty field.
 *
 * <p>Text is never changed: a leading {@code '}, which would protect against formulas in
 * spreadsheets, would break joins between tables. Names of cells, metrics, subjects and scopes
 * begin with a letter, whatever the strata of a corpus are called ({@code stratum=X}). Only a swept
 * value in {@code cells.csv} can begin with such a sign, and those values come from the experiment
 * file itself.
 *
 * <p>The given writer is flushed, not closed. It must encode as UTF-8.
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
    return raw(Double.isInfinite(field) ? infinite(field) : DoubleText.of(field));
  }

  /** A number, or an empty field. */
  public CsvWriter number(OptionalDouble field) {
    return field.isPresent() ? number(field.getAsDouble()) : raw("");
  }

  /** A whole number, or an empty field. */
  public CsvWriter number(OptionalInt field) {
    return raw(field.isPresent() ? Integer.toString(field.getAsInt()) : "");
  }

  /** A whole number, or an empty field. */
  public CsvWriter number(OptionalLong field) {
    return raw(field.isPresent() ? Long.toString(field.getAsLong()) : "");
  }

  /**
   * Ends the line.
   *
   * @throws IllegalStateException if it does not have as many fields as the header
   */
  public void end() {
    if (filled != columns) {
      throw new IllegalStateException("a line has " + filled + " fields, the header " + columns);
    }
    write("\n");
    filled = 0;
  }

  /** Passes everything on to the given writer. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String infinite(double field) {
    return field > 0 ? "1.0E309" : "-1.0E309";
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
