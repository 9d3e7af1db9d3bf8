package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.metric.MetricRow;

/** {@code metrics.csv}: every measured number of every lineage. */
public final class MetricsTable {
  private static final List<String> HEADER =
      List.of("cell", "replicate", "generation", "metric", "subject", "scope", "value");

  private MetricsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<MetricRow> rows) {
    SortedRows.write(out, HEADER, rows, MetricsTable::fields);
  }

  private static void fields(CsvWriter csv, MetricRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation());
    csv.text(row.metric()).text(row.subject().word()).text(row.scope()).number(row.value());
  }
}
