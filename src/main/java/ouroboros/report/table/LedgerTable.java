package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.metric.LedgerRow;

/** {@code ledger.csv}: the shares of the authors in each training set. */
public final class LedgerTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "author-generation",
          "depth",
          "units",
          "tokens",
          "share");

  private LedgerTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<LedgerRow> rows) {
    SortedRows.write(out, HEADER, rows, LedgerTable::fields);
  }

  private static void fields(CsvWriter csv, LedgerRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation());
    csv.number(row.authorGeneration()).number(row.depth()).number(row.units());
    csv.number(row.tokens()).number(row.share());
  }
}
