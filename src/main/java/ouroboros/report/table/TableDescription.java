package ouroboros.report.table;

import java.util.List;
import java.util.Optional;

/**
 * What a table is, and what its columns are.
 *
 * @param name of the files, without {@code .csv} and {@code .parquet}
 * @param about what one row is
 * @param columns in the order of the header
 */
record TableDescription(String name, String about, List<Column> columns) {

  /** The column of this name. */
  Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }
}
