package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.metric.RankRow;

/** {@code ranks.csv}: rank-frequency curves at logarithmically spaced ranks. */
public final class RanksTable {
  private static final List<String> HEADER =
      List.of("cell", "replicate", "generation", "n", "rank", "count");

  private RanksTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<RankRow> rows) {
    SortedRows.write(out, HEADER, rows, RanksTable::fields);
  }

  private static void fields(CsvWriter csv, RankRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation());
    csv.number(row.n()).number(row.rank()).number(row.count());
  }
}
