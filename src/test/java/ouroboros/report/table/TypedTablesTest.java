package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.OutFolder;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

class TypedTablesTest {
  private static final MetricRow INFINITE =
      new MetricRow("a", 0, 1, "kl-1", Subject.SYNTHETIC, "all", Double.POSITIVE_INFINITY);

  @TempDir Path folder;
  private TypedTables tables;

  @BeforeEach
  void open() throws IOException {
    tables = in(folder);
  }

  private static TypedTables in(Path folder) throws IOException {
    Configuration plain = new Configuration(false);
    return new TypedTables(new OutFolder(FileSystem.getLocal(plain), folder.toString()));
  }

  private List<Group> read(String name) throws IOException {
    List<Group> rows = new ArrayList<>();
    var path = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).build()) {
      for (Group row; (row = reader.read()) != null; ) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void aTableIsThereTwiceWithTheSameFields() throws IOException {
    MetricRow small =
        new MetricRow("a", 1, 2, "js-1", Subject.TRAINING, "stratum=x, \"y\"", .1 + .2);
    tables.write("metrics", out -> MetricsTable.write(out, List.of(INFINITE, small)));
    for (String file : List.of("metrics.parquet", "metrics/metrics.parquet")) {
      List<Group> rows = read(file);
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).getDouble("value", 0)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(rows.get(1).getDouble("value", 0)).isEqualTo(.1 + .2);
      assertThat(rows.get(1).getInteger("replicate", 0)).isEqualTo(1);
      assertThat(rows.get(1).getInteger("generation", 0)).isEqualTo(2);
      assertThat(rows.get(1).getString("scope", 0)).isEqualTo("stratum=x, \"y\"");
      assertThat(rows.get(1).getString("subject", 0)).isEqualTo("training");
    }
  }

  @Test
  void theSameRowsGiveTheSameBytesAndNothingElseIsLeft() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (TypedTables each : List.of(tables, tables, in(other))) {
      each.write("metrics", out -> MetricsTable.write(out, List.of(INFINITE)));
      each.describe();
    }
    assertThat(other.resolve("metrics.parquet"))
        .hasSameBinaryContentAs(folder.resolve("metrics.parquet"));
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("metrics.csv", "metrics.parquet", "metrics", "columns.csv");
    }
  }

  @Test
  void emptyFieldsAreNull() throws IOException {
    tables.write(
        "warnings",
        out ->
            out.write(
                "cell,generation,metric,subject,scope,mean,replicates,effective-replicates,median,"
                    + "geometric-mean\na,3,perplexity,model,all,4.5,5,1.25,,\n"));
    Group row = read("warnings.parquet").get(0);
    assertThat(row.getLong("replicates", 0)).isEqualTo(5);
    assertThat(row.getFieldRepetitionCount("effective-replicates")).isOne();
    assertThat(row.getFieldRepetitionCount("median")).isZero();
  }

  @Test
  void sweptSettingsHaveTheTypeOfTheirValues() throws IOException {
    List<String> leaves = List.of("order", "share", "size", "guarded", "kind");
    tables.write(
        "cells",
        out ->
            CellsTable.write(
                out,
                leaves,
                List.of(
                    new CellRow("a", "0", Map.of("order", "2", "guarded", "true", "kind", "x")),
                    new CellRow(
                        "b",
                        "1",
                        Map.of("order", "3", "share", "0.1", "size", "real", "kind", "7")),
                    new CellRow("c", "2", Map.of("order", "1", "share", "1", "size", "50")))));
    tables.describe();
    Group row = read("cells.parquet").get(2);
    assertThat(row.getLong("order", 0)).isEqualTo(1);
    assertThat(row.getDouble("share", 0)).isEqualTo(1.0);
    assertThat(row.getString("size", 0)).isEqualTo("50");
    assertThat(row.getFieldRepetitionCount("guarded")).isZero();
    assertThat(read("cells.parquet").get(0).getBoolean("guarded", 0)).isTrue();
    assertThat(Files.readAllLines(folder.resolve("columns.csv")))
        .startsWith("table,column,type,unit,empty,meaning")
        .anySatisfy(line -> assertThat(line).startsWith("cells,order,int64,,,the cell's value"))
        .anySatisfy(line -> assertThat(line).startsWith("cells,share,double,,the cell has no"))
        .anySatisfy(line -> assertThat(line).startsWith("cells,kind,string"))
        .hasSize(8);
  }

  @Test
  void whatTheCatalogueDoesNotSayIsRefused() {
    assertThatThrownBy(() -> tables.write("baselines", out -> out.write("metric,scope,odd\n")))
        .hasMessage("the catalogue has no column [odd] of table baselines");
    assertThatThrownBy(
            () -> tables.write("baselines", out -> out.write("metric,scope,value\nx,all,\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("baselines.csv:2: value is ``, the catalogue says DOUBLE");
    assertThatThrownBy(() -> tables.write("no-such", out -> out.write("a\n")))
        .hasMessage("no table no-such in the catalogue");
  }

  @Test
  void aRemovedTableLeavesNoFile() throws IOException {
    tables.write("metrics", out -> MetricsTable.write(out, List.of(INFINITE)));
    tables.remove("metrics");
    assertThat(folder.resolve("metrics.csv")).doesNotExist();
    assertThat(folder.resolve("metrics.parquet")).doesNotExist();
    assertThat(folder.resolve("metrics/metrics.parquet")).doesNotExist();
  }
}
