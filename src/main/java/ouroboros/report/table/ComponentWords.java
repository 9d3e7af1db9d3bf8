package ouroboros.report.table;

import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import ouroboros.metric.CodePointOrder;

/**
 * A row of {@code component-words.csv}: the words of a component of a mixture.
 *
 * @param words the most probable words of M_g's component, the most probable first, separated by
 *     spaces
 */
record ComponentWords(String cell, int replicate, int generation, int component, String words)
    implements Comparable<ComponentWords> {
  private static final List<String> HEADER =
      List.of("cell", "replicate", "generation", "component", "words");
  private static final Comparator<ComponentWords> ORDER =
      Comparator.comparing(ComponentWords::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(ComponentWords::replicate)
          .thenComparingInt(ComponentWords::generation)
          .thenComparingInt(ComponentWords::component);

  /** Writes the table; rows must be sorted. */
  static void write(Writer out, Iterable<ComponentWords> rows) {
    SortedRows.write(out, HEADER, rows, ComponentWords::fields);
  }

  private static void fields(CsvWriter csv, ComponentWords row) {
    csv.text(row.cell).number(row.replicate).number(row.generation);
    csv.number(row.component).text(row.words);
  }

  @Override
  public int compareTo(ComponentWords other) {
    return ORDER.compare(this, other);
  }
}
