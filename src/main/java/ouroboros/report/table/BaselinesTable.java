package ouroboros.report.table;

import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import ouroboros.metric.Measurement;

/** {@code baselines.csv}: the metrics that compare a text with R, computed for two halves of R. */
final class BaselinesTable {
  private static final List<String> HEADER = List.of("metric", "scope", "value");

  private BaselinesTable() {}

  /** Writes the table, sorted by metric and scope. */
  static void write(Writer out, List<Measurement> baselines) {
    SortedRows.write(
        out,
        HEADER,
        baselines.stream().map(Row::new).sorted().toList(),
        (csv, row) -> csv.text(row.of.metric()).text(row.of.scope()).number(row.of.value()));
  }

  private record Row(Measurement of) implements Comparable<Row> {
    private static final Comparator<Row> ORDER =
        Comparator.comparing((Row row) -> row.of.metric()).thenComparing(row -> row.of.scope());

    @Override
    public int compareTo(Row other) {
      return ORDER.compare(this, other);
    }
  }
}
