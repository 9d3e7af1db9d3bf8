package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.inference.ContrastRow;
import ouroboros.metric.SeriesKey;

/** {@code contrasts.csv}: the difference of each number from that of the baseline cell. */
public final class ContrastsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "baseline",
          "generation",
          "metric",
          "subject",
          "scope",
          "difference",
          "low",
          "high",
          "replicates",
          "mde");

  private ContrastsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<ContrastRow> rows) {
    SortedRows.write(out, HEADER, rows, ContrastsTable::fields);
  }

  private static void fields(CsvWriter csv, ContrastRow row) {
    SeriesKey key = row.key();
    csv.text(key.cell()).text(row.baseline()).number(key.generation()).text(key.metric());
    csv.text(key.subject().word()).text(key.scope()).number(row.difference());
    csv.number(row.interval().low()).number(row.interval().high()).number(row.replicates());
    csv.number(row.detectable());
  }
}
