package ouroboros.experiment.store;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import ouroboros.inference.SummaryRow;
import ouroboros.metric.MetricRow;

/**
 * {@code metrics/} and {@code summary/}: the rows of the CSV tables of the same names, each as one
 * Parquet file, for readers that want typed columns. A field that is empty in the CSV is null. The
 * file is replaced as a whole.
 */
public final class ParquetTable {
  private static final MessageType METRICS =
      MessageTypeParser.parseMessageType(
          """
          message metrics {
            required binary cell (UTF8);
            required int32 replicate;
            required int32 generation;
            required binary metric (UTF8);
            required binary subject (UTF8);
            required binary scope (UTF8);
            required double value;
          }
          """);

  private static final MessageType SUMMARY =
      MessageTypeParser.parseMessageType(
          """
          message summary {
            required binary cell (UTF8);
            required int32 generation;
            required binary metric (UTF8);
            required binary subject (UTF8);
            required binary scope (UTF8);
            optional double mean;
            optional double sd;
            required int64 replicates;
            optional double low;
            optional double high;
            optional double expected;
            optional double z;
            optional int64 degrees;
            optional double p;
          }
          """);

  private ParquetTable() {}

  /** Writes {@code metrics/metrics.parquet}. */
  public static void metrics(OutFolder out, List<MetricRow> rows) throws IOException {
    write(
        out,
        "metrics",
        METRICS,
        rows,
        (group, row) ->
            group
                .append("cell", row.cell())
                .append("replicate", row.replicate())
                .append("generation", row.generation())
                .append("metric", row.metric())
                .append("subject", row.subject().word())
                .append("scope", row.scope())
                .append("value", row.value()));
  }

  /** Writes {@code summary/summary.parquet}. */
  public static void summary(OutFolder out, List<SummaryRow> rows) throws IOException {
    write(
        out,
        "summary",
        SUMMARY,
        rows,
        (group, row) -> {
          group
              .append("cell", row.key().cell())
              .append("generation", row.key().generation())
              .append("metric", row.key().metric())
              .append("subject", row.key().subject().word())
              .append("scope", row.key().scope())
              .append("replicates", row.summary().replicates());
          append(group, "mean", row.summary().mean());
          append(group, "sd", row.summary().sd());
          append(group, "low", row.summary().interval().low());
          append(group, "high", row.summary().interval().high());
          append(group, "expected", row.summary().expected());
          append(group, "z", row.summary().z());
          row.summary().degrees().ifPresent(degrees -> group.append("degrees", degrees));
          append(group, "p", row.summary().p());
        });
  }

  private static void append(Group group, String column, OptionalDouble value) {
    if (value.isPresent()) {
      group.append(column, value.getAsDouble());
    }
  }

  private static <T> void write(
      OutFolder out, String name, MessageType schema, List<T> rows, BiConsumer<Group, T> fill)
      throws IOException {
    Path folder = new Path(out.root() + "/" + name);
    out.files().mkdirs(folder);
    AtomicReplace draft = AtomicReplace.of(out.files(), new Path(folder, name + ".parquet"));
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(draft.written(), out.files().getConf()))
            .withType(schema)
            .withConf(out.files().getConf())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (T row : rows) {
        Group group = groups.newGroup();
        fill.accept(group, row);
        writer.write(group);
      }
    }
    draft.publish();
  }
}
