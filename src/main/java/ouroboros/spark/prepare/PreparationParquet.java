package ouroboros.spark.prepare;

import static org.apache.spark.sql.functions.col;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;
import ouroboros.text.Notice;
import ouroboros.text.read.DocumentFields;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import ouroboros.text.read.Utf8;
import scala.Tuple2;

/**
 * Reads Parquet files into records. It uses Spark's reader, which handles encodings and row groups.
 * Only the columns that the spec names are read. The line of an origin is the row in its file, from
 * 1.
 */
final class PreparationParquet {
  private static final int FIXED = 3;

  private PreparationParquet() {}

  /**
   * Input order: none. Output: one record per document, and one tally per task; null if no input is
   * a Parquet file.
   */
  static @Nullable JavaPairRDD<byte[], byte[]> documents(
      SparkSession spark, CorpusSpec spec, long seed, List<CorpusInput> inputs) {
    Map<String, Integer> files = new HashMap<>();
    for (int file = 0; file < inputs.size(); file++) {
      if (FileFormat.of(inputs.get(file).name()) == FileFormat.PARQUET
          && inputs.get(file).size() > 0) {
        files.put(inputs.get(file).path(), file);
      }
    }
    if (files.isEmpty()) {
      return null;
    }
    Dataset<Row> table = open(spark, files.keySet().toArray(String[]::new));
    List<String> columns = List.of(table.columns());
    if (!columns.contains(spec.text())) {
      throw new CorpusException(
          "corpus.text: the Parquet files have no column \""
              + spec.text()
              + "\"; nearest first,"
              + " they have "
              + String.join(", ", NearestName.ranked(spec.text(), columns)));
    }
    String type = table.schema().apply(spec.text()).dataType().typeName();
    if (!type.equals("string") && !type.equals("binary")) {
      throw new CorpusException(
          "corpus.text: the Parquet column \""
              + spec.text()
              + "\" holds "
              + type
              + ", not strings");
    }
    List<String> fields =
        Arrays.asList(spec.id(), spec.group(), spec.stratum(), spec.period()).stream()
            .filter(field -> field != null && columns.contains(field))
            .distinct()
            .toList();
    List<Column> wanted = new ArrayList<>();
    wanted.add(col("_metadata.file_path"));
    wanted.add(col("_metadata.row_index"));
    wanted.add(table.col("`" + spec.text() + "`").cast("binary"));
    fields.forEach(field -> wanted.add(table.col("`" + field + "`").cast("string")));
    List<CorpusInput> known = List.copyOf(inputs);
    return table
        .select(wanted.toArray(Column[]::new))
        .toJavaRDD()
        .mapPartitionsToPair(
            rows -> new Unfolding<>(new Reading(spec, seed, known, files, fields, rows)));
  }

  private static Dataset<Row> open(SparkSession spark, String[] paths) {
    try {
      return spark
          .read()
          .option("ignoreCorruptFiles", "false")
          .option("ignoreMissingFiles", "false")
          .parquet(paths);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new CorpusException(
          "corpus.source: cannot be read as Parquet: "
              + cause.getMessage()
              + "; damaged or cut off? get the file again");
    }
  }

  private static final class Reading implements Predicate<Deque<Tuple2<byte[], byte[]>>> {
    private final List<CorpusInput> inputs;
    private final Map<String, Integer> files;
    private final List<String> names;
    private final Iterator<Row> rows;
    private final String textField;
    private final IngestReport tally = new IngestReport();
    private final DocumentFields fields;
    private final PreparationRecords records;

    Reading(
        CorpusSpec spec,
        long seed,
        List<CorpusInput> inputs,
        Map<String, Integer> files,
        List<String> names,
        Iterator<Row> rows) {
      this.inputs = inputs;
      this.files = files;
      this.names = names;
      this.rows = rows;
      this.textField = spec.text();
      this.fields = new DocumentFields(spec, tally);
      this.records = new PreparationRecords(spec, seed, tally);
    }

    @Override
    public boolean test(Deque<Tuple2<byte[], byte[]>> out) {
      if (!rows.hasNext()) {
        records.finish(out);
        return false;
      }
      Row row = rows.next();
      String path = new Path(URI.create(row.getString(0))).toString();
      int file = Objects.requireNonNull(files.get(path), path);
      Origin origin = new Origin(file, 0, row.getLong(1) + 1);
      if (row.isNullAt(2)) {
        tally.problem(origin, "the column \"" + textField + "\" is null in this row");
        return true;
      }
      Utf8 utf8 = new Utf8();
      byte[] bytes = row.getAs(2);
      String text = utf8.decode(bytes, 0, bytes.length);
      if (utf8.replaced() > 0) {
        tally.add(Notice.REPLACED_BYTES, utf8.replaced(), origin);
      }
      fields.clear();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i), row.getString(FIXED + i));
      }
      String place = inputs.get(file).name() + ":" + row.getLong(1);
      records.add(fields.document(text, place, origin), out);
      return true;
    }
  }
}
