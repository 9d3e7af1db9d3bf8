package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.metric.ForecastRow;
import ouroboros.metric.SeriesKey;

/** {@code forecast.csv}: the predictions of the laws, before anything is drawn. */
public final class ForecastTable {
  private static final List<String> HEADER =
      List.of("cell", "generation", "metric", "subject", "scope", "expected");

  private ForecastTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<ForecastRow> rows) {
    SortedRows.write(
        out,
        HEADER,
        rows,
        (csv, row) -> {
          SeriesKey key = row.key();
          csv.text(key.cell()).number(key.generation()).text(key.metric());
          csv.text(key.subject().word()).text(key.scope()).number(row.expected());
        });
  }
}
