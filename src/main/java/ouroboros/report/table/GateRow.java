package ouroboros.report.table;

import java.util.Comparator;
import ouroboros.metric.CodePointOrder;
import ouroboros.safeguard.GateCounts;

/**
 * A row of {@code gates.csv}: what one gate did in one generation.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of S_g, from 1
 * @param counts how many candidates the gate judged, let pass and changed
 */
public record GateRow(String cell, int replicate, int generation, GateCounts counts)
    implements Comparable<GateRow> {
  private static final Comparator<GateRow> ORDER =
      Comparator.comparing(GateRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(GateRow::replicate)
          .thenComparingInt(GateRow::generation)
          .thenComparingInt(row -> row.counts.gate());

  /** The row of a gate in a generation of a lineage. */
  public static GateRow of(String cell, int replicate, int generation, GateCounts counts) {
    return new GateRow(cell, replicate, generation, counts);
  }

  @Override
  public int compareTo(GateRow other) {
    return ORDER.compare(this, other);
  }
}
