package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import ouroboros.safeguard.GateCounts;

/** {@code gates.csv}: how many candidates each gate let pass. */
public final class GatesTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "gate",
          "kind",
          "offered",
          "kept",
          "dropped",
          "changed",
          "real-dropped",
          "synthetic-dropped");

  private GatesTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<GateRow> rows) {
    SortedRows.write(out, HEADER, rows, GatesTable::fields);
  }

  private static void fields(CsvWriter csv, GateRow row) {
    GateCounts counts = row.counts();
    csv.text(row.cell()).number(row.replicate()).number(row.generation());
    csv.number(counts.gate()).text(counts.kind()).number(counts.offered()).number(counts.kept());
    csv.number(counts.dropped()).number(counts.changed());
    csv.number(counts.realDropped()).number(counts.syntheticDropped());
  }
}
