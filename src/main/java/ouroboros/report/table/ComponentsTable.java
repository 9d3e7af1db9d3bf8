package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.ComponentRow;

/** {@code components.csv}: the components of each model, living or dead. */
public final class ComponentsTable {
  private static final List<String> HEADER =
      List.of(
          "cell",
          "replicate",
          "generation",
          "component",
          "weight",
          "nearest-ancestor",
          "distance",
          "merged-with",
          "died",
          "scope");

  private ComponentsTable() {}

  /** Writes the table; rows must be sorted. */
  public static void write(Writer out, Iterable<ComponentRow> rows) {
    SortedRows.write(out, HEADER, rows, ComponentsTable::fields);
  }

  private static void fields(CsvWriter csv, ComponentRow row) {
    csv.text(row.cell()).number(row.replicate()).number(row.generation());
    csv.number(row.component()).number(row.weight());
    csv.number(row.nearestAncestor()).number(row.distance());
    csv.text(orNothing(row.mergedWith())).text(orNothing(row.died())).text(orNothing(row.scope()));
  }

  private static String orNothing(@Nullable Object field) {
    return field == null ? "" : field.toString();
  }
}
