package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.esotericsoftware.kryo.Kryo;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** Every type of Spark SQL can go from stage to stage, as a schema and in rows. */
@Tag("spark")
class SqlClassesTest {
  private static final List<String> VALUES =
      List.of(
          "true",
          "cast(1 as tinyint)",
          "cast(1 as smallint)",
          "1",
          "1L",
          "cast(0.5 as float)",
          "0.5D",
          "1.50BD",
          "12345678901234567890.123BD",
          "'text'",
          "X'0102'",
          "date'2020-01-31'",
          "timestamp'2020-01-31 23:59:59.123456'",
          "timestamp_ntz'2020-01-31 23:59:59.123456'",
          "interval '1-2' year to month",
          "interval '1 02:03:04.5' day to second",
          "make_interval(1, 2, 3, 4, 5, 6, 7.5)",
          "null");

  @Test
  void everyTypeIsRegistered() {
    Kryo kryo =
        new KryoSerializer(
                new SparkConf(false)
                    .set("spark.kryo.registrationRequired", "true")
                    .set("spark.kryo.registrator", OuroborosRegistrator.class.getName()))
            .newKryo();
    int types = 0;
    for (JavaClass each : new ClassFileImporter().importPackages("org.apache.spark.sql.types")) {
      if (each.isAssignableTo(DataType.class)
          && !each.getModifiers().contains(JavaModifier.ABSTRACT)
          && !each.getSimpleName().startsWith("PythonUserDefined")) {
        types++;
        assertThatCode(() -> kryo.getRegistration(each.reflect()))
            .as(each.getName())
            .doesNotThrowAnyException();
      }
    }
    assertThat(types).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void valuesOfEveryTypeGoFromStageToStage(String javaTime) {
    SparkSession spark = Runs.session().spark().newSession();
    spark.conf().set("spark.sql.datetime.java8API.enabled", javaTime);
    List<String> columns =
        VALUES.stream()
            .flatMap(
                v ->
                    Stream.of(
                        v,
                        "array(" + v + ", null)",
                        "map('key', " + v + ")",
                        "struct(" + v + " as a, array(" + v + ") as b)",
                        "array(struct(" + v + " as a))",
                        "map(1, map('k', array(" + v + ")))"))
            .toList();
    Dataset<Row> table = spark.sql("select " + String.join(", ", columns));
    List<Row> rows = table.collectAsList();
    List<Row> moved =
        table
            .toJavaRDD()
            .mapToPair(row -> new Tuple2<>(1, row))
            .partitionBy(new HashPartitioner(3))
            .values()
            .collect();
    assertThat(shown(moved)).isEqualTo(shown(rows));
    assertThat((byte[]) moved.get(0).get(6 * VALUES.indexOf("X'0102'"))).containsExactly(1, 2);
    assertThat(moved.get(0).schema()).isEqualTo(table.schema());
    assertThat(table.toJavaRDD().map(Row::schema).repartition(2).first().json())
        .isEqualTo(table.schema().json());
  }

  private static String shown(List<Row> rows) {
    return rows.toString().replaceAll("\\[B@[0-9a-f]+", "bytes");
  }

  @Test
  void variantsTimesAndPlacesGoFromStageToStage() {
    SparkSession spark = Runs.session().spark();
    Dataset<Row> table = spark.sql("select parse_json('{\"a\":[1,null]}') as v");
    List<Row> moved =
        table
            .toJavaRDD()
            .mapToPair(row -> new Tuple2<>(1, row))
            .partitionBy(new HashPartitioner(3))
            .values()
            .collect();
    assertThat(moved.get(0).get(0).toString()).isEqualTo("{\"a\":[1,null]}");
  }
}
