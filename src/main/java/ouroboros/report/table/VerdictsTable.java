package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.inference.Quantity;
import ouroboros.inference.verdict.VerdictRow;

/** {@code verdicts.csv}: whether a lineage has collapsed, under each meaning of the word. */
public final class VerdictsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "meaning",
          "verdict",
          "metric",
          "subject",
          "scope",
          "generation",
          "estimate",
          "margin",
          "scale",
          "test",
          "p",
          "p-adjusted",
          "replicates",
          "reason");

  private VerdictsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<VerdictRow> rows) {
    SortedRows.write(out, HEADER, rows, VerdictsTable::fields);
  }

  private static void fields(CsvWriter csv, VerdictRow row) {
    csv.text(row.cell()).text(row.meaning().text()).text(row.verdict().text());
    csv.text(row.quantity().map(Quantity::metric).orElse(""));
    csv.text(row.quantity().map(of -> of.subject().word()).orElse(""));
    csv.text(row.quantity().map(Quantity::scope).orElse(""));
    csv.number(row.generation()).number(row.estimate()).number(row.margin()).text(row.scale());
    csv.text(row.test());
    csv.number(row.p()).number(row.adjusted()).number(row.replicates()).text(row.reason());
  }
}
