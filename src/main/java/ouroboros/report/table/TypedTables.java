package ouroboros.report.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.ParquetTable;
import ouroboros.report.OutSource;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;

/**
 * Writes the tables of a run, each as {@code NAME.csv} and, with the types of the catalogue, as
 * {@code NAME.parquet}; then {@code columns.csv}, which describes their columns. Each file is
 * replaced as a whole.
 */
public final class TypedTables {
  /** These are also in folders of their own, where earlier versions wrote them. */
  private static final List<String> IN_FOLDERS = List.of("metrics", "summary");

  private final OutFolder out;
  private final List<TableDescription> written = new ArrayList<>();

  /** Tables in this folder. */
  public TypedTables(OutFolder out) {
    this.out = out;
  }

  /**
   * Writes a table.
   *
   * @param rows writes it as CSV
   * @throws IllegalStateException if the catalogue lacks a column, or says that a column is never
   *     empty and it is
   */
  public void write(String name, OutFolder.Text rows) throws IOException {
    out.replaceBy(name + ".csv", rows);
    TableDescription table = described(name);
    parquet(table, name + ".parquet");
    if (IN_FOLDERS.contains(name)) {
      parquet(table, name + "/" + name + ".parquet");
    }
    written.add(table);
  }

  /** Removes a table that an earlier, smaller run left here. */
  public void remove(String name) throws IOException {
    out.remove(name + ".csv");
    out.remove(name + ".parquet");
    if (IN_FOLDERS.contains(name)) {
      out.remove(name + "/" + name + ".parquet");
    }
  }

  /** Writes the dictionary of the columns of all tables written before. */
  public void describe() throws IOException {
    out.replaceBy("columns.csv", to -> ColumnsTable.write(to, written));
  }

  private ReportCsv open(String name) throws IOException {
    ReportCsv csv = ReportCsv.open(new OutSource(out), name + ".csv");
    if (csv == null) {
      throw new IOException(out.root() + "/" + name + ".csv: it was written and is not there");
    }
    return csv;
  }

  /** The columns that the written table has, in its order. */
  private TableDescription described(String name) throws IOException {
    TableDescription known =
        TableCatalogue.table(name)
            .orElseThrow(() -> new IllegalStateException("no table " + name + " in the catalogue"));
    List<Column> columns = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    try (ReportCsv csv = open(name)) {
      for (String column : csv.columns()) {
        known.column(column).ifPresentOrElse(columns::add, () -> settings.add(column));
      }
    }
    if (name.equals("cells")) {
      columns.addAll(1, settings(settings));
    } else if (!settings.isEmpty()) {
      throw new IllegalStateException(
          "the catalogue has no column " + settings + " of table " + name);
    }
    return new TableDescription(name, known.about(), columns);
  }

  /** Swept settings have the type of their values. */
  private List<Column> settings(List<String> names) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      List<String> fields = new ArrayList<>();
      try (ReportCsv csv = open("cells")) {
        for (ReportRow row; (row = csv.next()) != null; ) {
          fields.add(row.text(name));
        }
      }
      columns.add(
          new Column(
              name,
              ColumnType.of(fields),
              "",
              "the cell's value of this key of the experiment file",
              fields.stream().anyMatch(Predicate.isEqual("")) ? "the cell has no such key" : ""));
    }
    return columns;
  }

  private void parquet(TableDescription table, String path) throws IOException {
    MessageType schema =
        new MessageType(
            table.name(),
            table.columns().stream().map(c -> c.type().parquet(c.name(), c.isOptional())).toList());
    try (ReportCsv csv = open(table.name())) {
      ParquetTable.write(
          out,
          path,
          schema,
          empty -> {
            ReportRow row = csv.next();
            return row == null ? null : filled(empty.newGroup(), row, table);
          });
    }
  }

  private static Group filled(Group group, ReportRow row, TableDescription table) {
    for (Column column : table.columns()) {
      String field = row.text(column.name());
      if (field.isEmpty() && column.isOptional()) {
        continue;
      }
      try {
        column.type().append(group, column.name(), field);
      } catch (NumberFormatException e) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s: %s is `%s`, the catalogue says %s",
                row.place(),
                column.name(),
                field,
                column.type()),
            e);
      }
    }
    return group;
  }
}
