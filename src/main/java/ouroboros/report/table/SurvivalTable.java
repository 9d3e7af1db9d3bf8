package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.metric.SurvivalRow;
import ouroboros.metric.count.Survival;

/**
 * {@code survival.csv}: how many types are still alive, by their count in R: the counts {@code
 * initial-count} .. {@code count-to}.
 */
public final class SurvivalTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "n",
          "initial-count",
          "count-to",
          "types",
          "alive",
          "expected");

  private SurvivalTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<SurvivalRow> rows) {
    SortedRows.write(out, HEADER, rows, SurvivalTable::fields);
  }

  private static void fields(CsvWriter csv, SurvivalRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation()).number(row.n());
    csv.number(row.initialCount()).number(Survival.highest(row.initialCount()));
    csv.number(row.types()).number(row.alive()).number(row.expected());
  }
}
