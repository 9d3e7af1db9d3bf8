package ouroboros.report.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the documentation page of the tables from the catalogue. */
public final class TableCataloguePage {
  private static final String HEAD =
      """
      # Tables

      Printed from the catalogue in `ouroboros.report.table`; change it there, then run
      `ouroboros.report.table.TableCataloguePage src/site/markdown/tables.md`.

      Every table is in OUT twice: `NAME.csv`, and `NAME.parquet` with the types below, one file each. A run has the
      tables that it needs; `trace` is written by `jobs/trace`, `ages` by `jobs/date`. `columns.csv` has this page for the
      tables of one run (table, column, type, unit, empty, meaning); there the columns of `cells` also contain the swept settings. What a metric means is in
      [metrics.md](metrics.md).

      ## Reading them

      Read the Parquet files where you can: they need no guessing of types.

          polars    pl.read_parquet("OUT/summary.parquet")
          DuckDB    SELECT * FROM 'OUT/summary.parquet'
          Spark     spark.read.parquet("OUT/summary.parquet")
          R         arrow::read_parquet("OUT/summary.parquet")
          pandas    pd.read_parquet("OUT/summary.parquet")

      In CSV files a number has a point, and a `double` also where it is whole (`12.0`). An undefined metric has no row.
      An infinite number is `1.0E309` (or `-1.0E309`), too large for a double: every reader makes it infinite. Words such as
      `Infinity`, `Inf` and `inf` make text of the whole column in at least one of Polars, DuckDB, Spark and R.

      Polars decides on types by the first 100 rows. A column that begins with 100 empty fields becomes text; with
      `infer_schema_length=None` it reads all rows first, or take the types from `columns.csv`:

          types = {"string": pl.String, "boolean": pl.Boolean, "int32": pl.Int32, "int64": pl.Int64, "double": pl.Float64}
          columns = pl.read_csv("OUT/columns.csv").filter(pl.col("table") == "summary")
          schema = {name: types[kind] for name, kind in columns.select("column", "type").iter_rows()}
          summary = pl.read_csv("OUT/summary.csv", schema_overrides=schema)
      """;

  private TableCataloguePage() {}

  /** Writes the page to the file that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), markdown());
  }

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (TableDescription table : TableCatalogue.all()) {
      page.append("\n## `").append(table.name()).append("`\n\nA row is ").append(table.about());
      page.append(
          """
          .

          | column | type | unit | meaning | empty where |
          | --- | --- | --- | --- | --- |
          """);
      for (Column column : table.columns()) {
        page.append("| `").append(column.name()).append("` | ");
        page.append(column.type().name().toLowerCase(Locale.ROOT)).append(" | ");
        page.append(column.unit()).append(" | ").append(column.meaning()).append(" | ");
        page.append(column.isOptional() ? column.empty() : "never").append(" |\n");
      }
    }
    return page.toString().replace("|  |", "| |");
  }
}
