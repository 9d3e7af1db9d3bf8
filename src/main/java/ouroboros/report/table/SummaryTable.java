package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.inference.Summary;
import ouroboros.inference.SummaryRow;
import ouroboros.metric.SeriesKey;

/** {@code summary.csv}: the mean of each number over the replicates, next to its law. */
public final class SummaryTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "generation",
          "metric",
          "subject",
          "scope",
          "mean",
          "sd",
          "replicates",
          "low",
          "high",
          "expected",
          "z",
          "degrees",
          "p");

  private SummaryTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<SummaryRow> rows) {
    SortedRows.write(out, HEADER, rows, SummaryTable::fields);
  }

  private static void fields(CsvWriter csv, SummaryRow row) {
    SeriesKey key = row.key();
    Summary s = row.summary();
    csv.text(key.cell()).number(key.generation()).text(key.metric());
    csv.text(key.subject().word()).text(key.scope()).number(s.mean()).number(s.sd());
    csv.number(s.replicates()).number(s.interval().low()).number(s.interval().high());
    csv.number(s.expected()).number(s.z()).number(s.degrees()).number(s.p());
  }
}
