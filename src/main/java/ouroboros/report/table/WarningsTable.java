package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.inference.verdict.WarningRow;
import ouroboros.metric.SeriesKey;

/** {@code warnings.csv}: means that depend on a few replicates, and what to read instead. */
public final class WarningsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "generation",
          "metric",
          "subject",
          "scope",
          "mean",
          "replicates",
          "effective-replicates",
          "median",
          "geometric-mean");

  private WarningsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<WarningRow> rows) {
    SortedRows.write(out, HEADER, rows, WarningsTable::fields);
  }

  private static void fields(CsvWriter csv, WarningRow row) {
    SeriesKey key = row.key();
    csv.text(key.cell()).number(key.generation()).text(key.metric());
    csv.text(key.subject().word()).text(key.scope()).number(row.mean()).number(row.replicates());
    csv.number(row.effective()).number(row.median()).number(row.geometric());
  }
}
