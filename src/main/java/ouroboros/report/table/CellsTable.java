package ouroboros.report.table;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import ouroboros.metric.CellRow;

/**
 * {@code cells.csv}: the cells of the sweep. One column for each swept leaf, in the order of the
 * sweep, then the cell's folder. The field of a leaf that a cell does not have is empty.
 */
public final class CellsTable {
  private CellsTable() {}

  /** Writes the table; rows must be sorted; {@code leaves} are the paths of all swept leaves. */
  public static void write(Writer out, List<String> leaves, Iterable<CellRow> rows) {
    List<String> header = new ArrayList<>();
    header.add("cell");
    header.addAll(leaves);
    header.add("folder");
    SortedRows.write(
        out,
        header,
        rows,
        (csv, row) -> {
          csv.text(row.cell());
          leaves.forEach(leaf -> csv.text(row.settings().getOrDefault(leaf, "")));
          csv.text(row.folder());
        });
  }
}
