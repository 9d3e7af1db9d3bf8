package ouroboros.report.table;

import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import ouroboros.inference.OneDraw;
import ouroboros.metric.Measurement;

/**
 * {@code baselines.csv}: what the metrics that compare a text with R have without any feedback. In
 * a run that is {@link OneDraw}. For generations made elsewhere no model is known, and it is one
 * half of R compared with the other.
 */
final class BaselinesTable {
  private static final List<String> HALVES = List.of("metric", "scope", "value");
  private static final List<String> DRAWS =
      List.of("cell", "metric", "scope", "value", "low", "high", "draws");

  private BaselinesTable() {}

  /** Writes the table of a run; rows must be sorted. */
  static void write(Writer out, Iterable<OneDraw> rows) {
    SortedRows.write(
        out,
        DRAWS,
        rows,
        (csv, row) ->
            csv.text(row.cell())
                .text(row.quantity().metric())
                .text(row.quantity().scope())
                .number(row.value())
                .number(row.interval().low())
                .number(row.interval().high())
                .number(row.draws().count()));
  }

  /** Writes the table of two halves of R, sorted by metric and scope. */
  static void halves(Writer out, List<Measurement> baselines) {
    SortedRows.write(
        out,
        HALVES,
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
