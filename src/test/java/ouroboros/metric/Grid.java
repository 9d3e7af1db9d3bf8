package ouroboros.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.VerdictRow;
import ouroboros.inference.verdict.Verdicts;

/** Runs written by hand: five replicates or more, with noise of equal size on both sides. */
public final class Grid {
  private final OverReplicates over = new OverReplicates();
  private final List<CellRow> cells = new ArrayList<>();
  private final int replicates;

  public Grid(int replicates) {
    this.replicates = replicates;
  }

  /** A cell with swept values. */
  public Grid cell(String name, Map<String, String> settings) {
    cells.add(new CellRow(name, name, settings));
    return this;
  }

  /** Values of a metric by generation; replicates differ by up to two parts in a thousand. */
  public Grid metric(
      String cell, String metric, Subject subject, int from, int to, IntToDoubleFunction f) {
    for (int r = 0; r < replicates; r++) {
      for (int g = from; g <= to; g++) {
        double noise = 1e-3 * ((r * 7 + g * 3) % 5 - 2);
        double value = f.applyAsDouble(g) * (1 + noise);
        over.add(new MetricRow(cell, r, g, metric, subject, "all", value));
      }
    }
    return this;
  }

  public OverReplicates over() {
    return over;
  }

  public List<CellRow> cells() {
    return cells;
  }

  public List<VerdictRow> verdicts() {
    return Verdicts.of(cells, over::trajectory);
  }

  public VerdictRow verdict(String cell, Meaning meaning) {
    return verdicts().stream()
        .filter(row -> row.cell().equals(cell) && row.meaning() == meaning)
        .findFirst()
        .orElseThrow();
  }
}
