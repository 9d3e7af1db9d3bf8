package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import ouroboros.inference.StratumRow;

/** {@code strata.csv}: strata at the last generation, as ratios to their reference. */
final class StrataTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "baseline",
          "metric",
          "subject",
          "stratum",
          "generation",
          "ratio",
          "low",
          "high",
          "p-adjusted",
          "rank-low",
          "rank-high",
          "replicates",
          "family",
          "hapax-share");

  private StrataTable() {}

  /**
   * Writes the table; rows must be sorted.
   *
   * @param hapaxes by stratum: the share of the words of R that only it has and that occur once
   */
  static void write(Writer out, Iterable<StratumRow> rows, Map<String, Double> hapaxes) {
    SortedRows.write(out, HEADER, rows, (csv, row) -> fields(csv, row, hapaxes));
  }

  private static void fields(CsvWriter csv, StratumRow row, Map<String, Double> hapaxes) {
    csv.text(row.cell()).text(row.baseline()).text(row.quantity().metric());
    csv.text(row.quantity().subject().word()).text(row.stratum()).number(row.generation());
    csv.number(row.ratio()).number(row.interval().low()).number(row.interval().high());
    csv.number(row.adjusted()).number(row.rank().low()).number(row.rank().high());
    csv.number(row.replicates()).number(row.family());
    Double hapax = hapaxes.get(row.stratum());
    csv.number(hapax == null ? OptionalDouble.empty() : OptionalDouble.of(hapax));
  }
}
