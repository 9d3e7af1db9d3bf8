package ouroboros.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV table with a header, one row at a time. The format is RFC 4180: fields are separated
 * by commas, and quoted where they contain a comma, a quote or a line end.
 *
 * <p>Columns are found by name, so they may have any order, and unknown columns are ignored. An
 * empty table has a header and no rows. Memory: one row.
 */
public final class ReportCsv implements AutoCloseable {
  private final String file;
  private final BufferedReader text;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private int line = 1;

  private ReportCsv(String file, Reader text) throws IOException {
    this.file = file;
    this.text = new BufferedReader(text);
    List<String> head = record();
    if (head == null) {
      throw new IOException(
          file + ": empty; a table begins with its column names; write the tables again");
    }
    for (String name : head) {
      columns.put(name, columns.size());
    }
  }

  /**
   * Opens a table of a run.
   *
   * @param required columns that must be there
   * @return null where the run has no such table
   * @throws IOException if it cannot be read, is empty, or lacks a required column
   */
  static @Nullable public ReportCsv open(ReportSource source, String file, String... required)
      throws IOException {
    Reader text = source.open(file);
    if (text == null) {
      return null;
    }
    return of(source.name() + "/" + file, text, required);
  }

  /**
   * Reads a table.
   *
   * @param name for messages
   * @param required columns that must be there
   * @throws IOException if it cannot be read, is empty, or lacks a required column
   */
  public static ReportCsv of(String name, Reader text, String... required) throws IOException {
    ReportCsv table = new ReportCsv(name, text);
    for (String column : required) {
      if (!table.columns.containsKey(column)) {
        table.close();
        throw new IOException(
            table.file + ":1: column `" + column + "` is missing; found " + table.columns.keySet());
      }
    }
    return table;
  }

  /** The column names, in the table's order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** The next row, or null after the last. */
  @Nullable
  public ReportRow next() throws IOException {
    int at = line;
    List<String> fields = record();
    while (fields != null && fields.size() == 1 && fields.get(0).isEmpty() && columns.size() > 1) {
      at = line;
      fields = record();
    }
    if (fields == null) {
      return null;
    }
    if (fields.size() != columns.size()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s:%d: %d fields; the header names %d columns; is the table cut off?",
              file,
              at,
              fields.size(),
              columns.size()));
    }
    return new ReportRow(file + ":" + at, columns, fields);
  }

  private @Nullable List<String> record() throws IOException {
    List<String> fields = new ArrayList<>(Math.max(8, columns.size()));
    StringBuilder field = new StringBuilder();
    int c = text.read();
    if (c < 0) {
      return null;
    }
    boolean quoted = false;
    for (; ; c = text.read()) {
      if (quoted) {
        if (c < 0) {
          throw new IOException(file + ":" + line + ": a quoted field is never closed");
        }
        if (c != '"') {
          line += c == '\n' ? 1 : 0;
          field.append((char) c);
        } else if (peek() == '"') {
          field.append((char) text.read());
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c < 0 || c == '\n') {
        line++;
        fields.add(field.toString());
        return fields;
      } else if (c != '\r' || peek() != '\n') {
        field.append((char) c);
      }
    }
  }

  private int peek() throws IOException {
    text.mark(1);
    int c = text.read();
    if (c >= 0) {
      text.reset();
    }
    return c;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
