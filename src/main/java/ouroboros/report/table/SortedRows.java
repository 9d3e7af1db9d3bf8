package ouroboros.report.table;

import java.io.Writer;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Streams sorted rows into a table and checks their order. */
final class SortedRows {
  private SortedRows() {}

  /**
   * Writes the header and the rows.
   *
   * @throws IllegalArgumentException if a row does not come strictly after the one before it
   */
  static <R extends Comparable<R>> void write(
      Writer out, List<String> header, Iterable<R> rows, BiConsumer<CsvWriter, R> fields) {
    CsvWriter csv = CsvWriter.of(out, header);
    @Nullable R before = null;
    for (R row : rows) {
      if (before != null && before.compareTo(row) >= 0) {
        throw new IllegalArgumentException(
            (before.compareTo(row) == 0 ? "two rows have one key: " : "rows are not sorted: ")
                + before
                + " comes before "
                + row);
      }
      fields.accept(csv, row);
      csv.end();
      before = row;
    }
    csv.flush();
  }
}
