package ouroboros.report.table;

import java.io.Writer;
import java.util.List;

/** {@code writers.csv}: which member of an ecosystem wrote the training sets. */
public final class WritersTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "reader",
          "author-generation",
          "writer",
          "units",
          "tokens");

  private WritersTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<WriterRow> rows) {
    SortedRows.write(out, HEADER, rows, WritersTable::fields);
  }

  private static void fields(CsvWriter csv, WriterRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation()).number(row.reader());
    csv.number(row.authorGeneration()).number(row.writer()).number(row.units());
    csv.number(row.tokens());
  }
}
