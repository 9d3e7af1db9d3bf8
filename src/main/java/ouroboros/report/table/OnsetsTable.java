package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.inference.verdict.OnsetRow;

/**
 * {@code onsets.csv}: the generation in which each number first differs from that of the {@code
 * frozen} cell.
 */
public final class OnsetsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "baseline",
          "metric",
          "subject",
          "scope",
          "generation",
          "difference",
          "margin",
          "p-adjusted",
          "replicates");

  private OnsetsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<OnsetRow> rows) {
    SortedRows.write(out, HEADER, rows, OnsetsTable::fields);
  }

  private static void fields(CsvWriter csv, OnsetRow row) {
    csv.text(row.cell()).text(row.baseline()).text(row.quantity().metric());
    csv.text(row.quantity().subject().word()).text(row.quantity().scope()).number(row.generation());
    csv.number(row.difference()).number(row.margin()).number(row.adjusted());
    csv.number(row.replicates());
  }
}
