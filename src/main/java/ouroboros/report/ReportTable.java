package ouroboros.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table that is shown as it is: {@code cells.csv}, {@code verdicts.csv}, {@code components.csv},
 * {@code gates.csv}, {@code alarms.csv}, {@code baselines.csv}.
 *
 * @param columns the header
 * @param rows the fields of each row, as text
 */
public record ReportTable(List<String> columns, List<List<String>> rows) {
  /** The largest number of rows that are shown. */
  static final int ROWS = 2_000;

  /** Reads a table; null where the run has none. */
  static @Nullable public ReportTable read(ReportSource source, String file) throws IOException {
    try (ReportCsv table = ReportCsv.open(source, file)) {
      if (table == null) {
        return null;
      }
      List<List<String>> rows = new ArrayList<>();
      for (ReportRow row; (row = table.next()) != null; ) {
        rows.add(row.fields());
      }
      return new ReportTable(table.columns(), rows);
    }
  }

  /** The fields of one column; empty where there is no such column. */
  public List<String> column(String name) {
    int index = columns.indexOf(name);
    return index < 0 ? List.of() : rows.stream().map(row -> row.get(index)).toList();
  }

  /** The same rows, sorted by a column; unchanged where there is no such column. */
  public ReportTable sortedBy(String name) {
    int index = columns.indexOf(name);
    return index < 0
        ? this
        : new ReportTable(
            columns,
            rows.stream()
                .sorted(Comparator.comparing((List<String> row) -> row.get(index)))
                .toList());
  }

  /** Writes {@code field: {columns, rows}}. Adds to {@code notes} what was left out. */
  public void write(JsonGenerator json, String field, List<String> notes) throws IOException {
    if (rows.size() > ROWS) {
      notes.add(
          String.format(
              Locale.ROOT, "Of %d rows of %s.csv, %d are shown.", rows.size(), field, ROWS));
    }
    json.writeObjectFieldStart(field);
    json.writeObjectField("columns", columns);
    json.writeObjectField("rows", rows.subList(0, Math.min(ROWS, rows.size())));
    json.writeEndObject();
  }
}
