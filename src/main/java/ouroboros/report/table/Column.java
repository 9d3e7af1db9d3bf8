package ouroboros.report.table;

/**
 * A column of a table.
 *
 * @param name as the header of the CSV file has it
 * @param type of its fields
 * @param unit of its numbers; empty for text and where the row's metric decides it
 * @param meaning what a field says
 * @param empty what an empty field means; empty where no field is ever empty
 */
record Column(String name, ColumnType type, String unit, String meaning, String empty) {
  /** Whether a field may be empty. */
  boolean isOptional() {
    return !empty.isEmpty();
  }
}
