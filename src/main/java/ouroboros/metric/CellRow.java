package ouroboros.metric;

import java.util.Map;

/**
 * A line of {@code cells.csv}.
 *
 * @param cell the cell's name
 * @param folder its folder in OUT
 * @param settings the cell's value of each swept setting, by path: {@code policy.real.share}
 */
public record CellRow(String cell, String folder, Map<String, String> settings)
    implements Comparable<CellRow> {
  /** Copies the settings. */
  public CellRow {
    settings = Map.copyOf(settings);
  }

  /** Whether its policy is {@code frozen}, the control without feedback. */
  public boolean isFrozen() {
    return "frozen".equals(settings.get("policy.kind"));
  }

  @Override
  public int compareTo(CellRow other) {
    return CodePointOrder.INSTANCE.compare(cell, other.cell);
  }
}
