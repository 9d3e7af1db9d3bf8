package ouroboros.library;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import ouroboros.report.table.TableCatalogue;

/** The tables of a run, as data of Spark. {@code tables.md} describes their columns. */
public final class RunResult {
  private final SparkSession spark;
  private final String folder;
  private final CompleteRun.Outcome outcome;

  RunResult(SparkSession spark, String folder, CompleteRun.Outcome outcome) {
    this.spark = spark;
    this.folder = folder;
    this.outcome = outcome;
  }

  /** The folder of the run. */
  public String folder() {
    return folder;
  }

  /**
   * The files in which people have to decide before the run can go on; empty where it is done. The
   * tables have what is sealed so far.
   */
  public List<String> waits() {
    return outcome.waits().map(waits -> waits.files()).orElse(List.of());
  }

  /**
   * A table, with typed columns.
   *
   * @param name for example {@code summary}, {@code metrics}, {@code verdicts}
   * @throws IllegalArgumentException for a name that no table has
   * @throws IllegalStateException if the run has no tables yet
   */
  public Dataset<Row> table(String name) {
    if (!TableCatalogue.names().contains(name)) {
      throw new IllegalArgumentException(
          "no table " + name + "; the tables are " + TableCatalogue.names());
    }
    if (!outcome.hasTables()) {
      throw new IllegalStateException(
          folder + " has no tables: all lineages wait for decisions in " + waits());
    }
    return spark.read().parquet(folder + "/" + name + ".parquet");
  }
}
