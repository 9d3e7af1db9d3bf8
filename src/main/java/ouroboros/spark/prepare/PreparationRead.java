package ouroboros.spark.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.read.Compression;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import scala.Tuple2;

/**
 * Reads text, JSON lines, tables and Parquet into records. It does not use Hadoop's line reader,
 * which cuts long lines without a message.
 */
final class PreparationRead {
  private PreparationRead() {}

  /** Input order: none. Output: one record per document, and one tally per task. */
  static JavaPairRDD<byte[], byte[]> documents(
      JavaSparkContext spark,
      CorpusSpec spec,
      long seed,
      List<CorpusInput> inputs,
      List<List<Range>> tasks) {
    if (tasks.isEmpty()) {
      return JavaPairRDD.fromJavaRDD(spark.emptyRDD());
    }
    List<Integer> numbers = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      numbers.add(task);
    }
    return spark
        .parallelize(numbers, numbers.size())
        .mapPartitionsToPair(task -> records(spec, seed, inputs, tasks.get(task.next())));
  }

  /** The records of one task: its documents, then its tally. */
  static Iterator<Tuple2<byte[], byte[]>> records(
      CorpusSpec spec, long seed, List<CorpusInput> inputs, List<Range> ranges) {
    return new Unfolding<>(new Reading(spec, seed, inputs, ranges));
  }

  private static final class Reading implements Predicate<Deque<Tuple2<byte[], byte[]>>> {
    private final CorpusSpec spec;
    private final List<CorpusInput> inputs;
    private final Iterator<Range> ranges;
    private final IngestReport tally = new IngestReport();
    private final PreparationRecords records;
    private @Nullable InputDocuments reader;
    private @Nullable Range range;

    Reading(CorpusSpec spec, long seed, List<CorpusInput> inputs, List<Range> ranges) {
      this.spec = spec;
      this.inputs = inputs;
      this.ranges = ranges.iterator();
      this.records = new PreparationRecords(spec, seed, tally);
    }

    @Override
    public boolean test(Deque<Tuple2<byte[], byte[]>> out) {
      Document document = next();
      if (document != null) {
        records.add(document, out);
        return true;
      }
      close();
      if (ranges.hasNext()) {
        range = ranges.next();
        return true;
      }
      records.finish(out);
      return false;
    }

    private @Nullable Document next() {
      if (range == null) {
        return null;
      }
      Compression compression = Compression.of(range.name());
      try {
        if (reader == null) {
          reader = InputDocuments.open(spec, inputs.get(range.file()), range, tally);
        }
        return reader.next();
      } catch (IOException e) {
        if (compression == Compression.NONE) {
          throw new UncheckedIOException(e);
        }
        tally.problem(
            new Origin(range.file(), range.start(), 0),
            "damaged or cut off, or not packed as its name says ("
                + compression.label()
                + ": "
                + e.getMessage()
                + "); an interrupted copy? get the file again");
        return null;
      }
    }

    private void close() {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      reader = null;
      range = null;
    }
  }
}
