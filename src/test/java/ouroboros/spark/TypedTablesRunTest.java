package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a whole run, read as a user of Spark reads them. */
@Tag("spark")
class TypedTablesRunTest {
  private static final Map<String, String> SPARK_NAMES = Map.of("int", "int32", "bigint", "int64");

  @TempDir static Path folder;
  private static Path out;
  private static SparkSession spark;

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    out = runs.out("typed");
    Path spec =
        runs.spec(
            "typed",
            """
            family: {kind: ngram, order: 3}
            policy: {kind: replace}
            generations: 2
            replicates: 2
            sweep:
              policy: [{kind: replace}, {kind: anchor, real: {share: 0.1}}, {kind: frozen}]
            """);
    Runs.run(Runs.session(), spec, out);
    spark = SparkSession.active();
  }

  private static Dataset<Row> csv(String file) {
    return spark
        .read()
        .option("header", true)
        .option("escape", "\"")
        .csv(out.resolve(file).toString());
  }

  /** Column to type, in the words of {@code columns.csv}. */
  private static Map<String, String> types(Dataset<Row> table) {
    Map<String, String> types = new TreeMap<>();
    for (StructField field : table.schema().fields()) {
      String type = field.dataType().simpleString();
      types.put(field.name(), SPARK_NAMES.getOrDefault(type, type));
    }
    return types;
  }

  private static List<String> tables() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv") && !name.equals("columns.csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyTableIsInParquetWithTheTypesOfTheDictionary() throws IOException {
    List<Row> columns = csv("columns.csv").collectAsList();
    assertThat(tables()).contains("cells", "metrics", "summary", "survival", "verdicts", "onsets");
    for (String table : tables()) {
      Dataset<Row> parquet = spark.read().parquet(out.resolve(table + ".parquet").toString());
      Map<String, String> said = new TreeMap<>();
      columns.stream()
          .filter(row -> row.getString(0).equals(table))
          .forEach(row -> said.put(row.getString(1), row.getString(2)));
      assertThat(types(parquet)).as(table).isEqualTo(said);
      assertThat(parquet.count()).as(table).isEqualTo(csv(table + ".csv").count());
    }
  }

  /**
   * Spark infers types with a job that our settings of Kryo refuse; this is its rule for a line.
   */
  @Test
  void infinityIsANumberToSpark() throws IOException {
    assertThat(Files.readAllLines(out.resolve("metrics.csv")))
        .anySatisfy(line -> assertThat(line).endsWith(",1.0E309"));
    assertThat(inferred("1.0E309,-1.0E309,12.0"))
        .isEqualTo("STRUCT<_c0: DOUBLE, _c1: DOUBLE, _c2: DOUBLE>");
    assertThat(inferred("Infinity,inf,Inf"))
        .as("the table in decisions.md")
        .isEqualTo("STRUCT<_c0: DOUBLE, _c1: STRING, _c2: DOUBLE>");
    Row largest =
        csv("metrics.csv").select(functions.max(functions.col("value").cast("double"))).head();
    assertThat(largest.getDouble(0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static String inferred(String line) {
    return spark.range(1).select(functions.schema_of_csv(functions.lit(line))).head().getString(0);
  }
}
