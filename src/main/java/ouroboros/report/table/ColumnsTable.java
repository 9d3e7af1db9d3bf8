package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** {@code columns.csv}: the columns of the other tables, for programs that read them. */
final class ColumnsTable {
  private static final List<String> HEADER =
      List.of("table", "column", "type", "unit", "empty", "meaning");

  private ColumnsTable() {}

  /** Writes the columns in the order of the tables and of their headers. */
  static void write(Writer out, List<TableDescription> tables) {
    CsvWriter csv = CsvWriter.of(out, HEADER);
    for (TableDescription table : tables) {
      for (Column column : table.columns()) {
        csv.text(table.name()).text(column.name());
        csv.text(column.type().name().toLowerCase(Locale.ROOT)).text(column.unit());
        csv.text(column.empty()).text(column.meaning()).end();
      }
    }
    csv.flush();
  }
}
