package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import ouroboros.law.TruthLaws;
import ouroboros.metric.ContrastRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Moments;
import ouroboros.metric.OverReplicates;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Summary;
import ouroboros.metric.SummaryRow;
import ouroboros.spark.TruthRun.NamedCell;
import ouroboros.truth.Measure;

/** The rows of the tables of a run with a known truth; their subject is {@code model}. */
public final class TruthResult {
  private static final String SUBJECT = "model";

  private final List<NamedCell> cells;
  private final List<List<double[][]>> values;
  private final TruthChunk moments;

  TruthResult(List<NamedCell> cells, List<List<double[][]>> values) {
    this.cells = cells;
    this.values = values;
    moments = new TruthChunk(cells);
  }

  void merge(TruthChunk later) {
    moments.merge(later);
  }

  private interface Row {
    void of(int cell, int generation, int measure, SeriesKey key);
  }

  private void each(Row row) {
    for (int c = 0; c < cells.size(); c++) {
      List<Measure> measures = cells.get(c).cell().measures();
      for (int g = 0; g <= cells.get(c).cell().generations(); g++) {
        for (int m = 0; m < measures.size(); m++) {
          Measure measure = measures.get(m);
          row.of(
              c,
              g,
              m,
              new SeriesKey(cells.get(c).name(), g, measure.metric(), SUBJECT, measure.scope()));
        }
      }
    }
  }

  /** Every replicate's values, sorted; empty where too many replicates were run to keep them. */
  public List<MetricRow> metrics() {
    List<MetricRow> rows = new ArrayList<>();
    each(
        (c, g, m, key) -> {
          List<double[][]> replicates = values.isEmpty() ? List.of() : values.get(c);
          for (int r = 0; r < replicates.size(); r++) {
            double value = replicates.get(r)[g][m];
            if (!Double.isNaN(value)) {
              rows.add(
                  new MetricRow(key.cell(), r, g, key.metric(), key.subject(), key.scope(), value));
            }
          }
        });
    rows.sort(null);
    return rows;
  }

  /** Means over replicates beside their laws, sorted. */
  public List<SummaryRow> summaries() {
    List<SummaryRow> rows = new ArrayList<>();
    List<TruthLaws> laws = cells.stream().map(cell -> TruthLaws.of(cell.cell())).toList();
    each(
        (c, g, m, key) -> {
          Moments here = moments.values(c).at(g, m);
          if (here.count() > 0) {
            Measure measure = cells.get(c).cell().measures().get(m);
            rows.add(new SummaryRow(key, Summary.of(here, laws.get(c).expected(g, measure))));
          }
        });
    rows.sort(null);
    return rows;
  }

  /** Each cell less its baseline, paired by replicate, sorted. */
  public List<ContrastRow> contrasts() {
    List<ContrastRow> rows = new ArrayList<>();
    each(
        (c, g, m, key) -> {
          int baseline = cells.get(c).baseline();
          if (baseline != c) {
            OverReplicates.contrast(
                    key, cells.get(baseline).name(), moments.differences(c).at(g, m))
                .ifPresent(rows::add);
          }
        });
    rows.sort(null);
    return rows;
  }
}
