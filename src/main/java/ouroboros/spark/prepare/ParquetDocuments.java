package ouroboros.spark.prepare;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentFields;
import ouroboros.text.read.DocumentReader;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import ouroboros.text.read.Utf8;

/**
 * The documents of a Parquet file, one per row: those of the row groups that begin in a range of
 * its bytes. Each file is read by its own schema, as each JSON line by its own fields. Only the
 * columns that the corpus section names are read, {@code text.content} inside a struct too. The
 * line of an origin is the row, from 1.
 */
final class ParquetDocuments implements DocumentReader, Closeable {
  private final CorpusSpec spec;
  private final CorpusInput input;
  private final Range range;
  private final IngestReport tally;
  private final DocumentFields fields;
  private final Utf8 utf8 = new Utf8();
  private final Map<List<String>, String> names = new LinkedHashMap<>();
  private final Map<List<String>, Function<ColumnReader, @Nullable String>> others =
      new LinkedHashMap<>();
  private List<String> textPath = List.of();
  private @Nullable ParquetFileReader file;
  private MessageType asked = new MessageType("none");
  private Iterator<Integer> groups = List.<Integer>of().iterator();
  private @Nullable Group group;
  private long[] firstRows = {};
  private Origin origin;
  private long row;
  private long rows;
  private boolean done;

  private ParquetDocuments(CorpusSpec spec, CorpusInput input, Range range, IngestReport tally) {
    this.spec = spec;
    this.input = input;
    this.range = range;
    this.tally = tally;
    this.fields = new DocumentFields(spec, tally);
    this.origin = new Origin(range.file(), 0, 0);
  }

  /** The columns of a row group, at the next row. */
  private record Group(
      PageReadStore pages, Map<List<String>, ColumnReader> columns, long first, long rows) {}

  /** Opens a range of a file. What is wrong with the file is noted as a problem. */
  static ParquetDocuments of(CorpusSpec spec, CorpusInput input, Range range, IngestReport tally) {
    ParquetDocuments documents = new ParquetDocuments(spec, input, range, tally);
    documents.trying(
        () -> {
          documents.open();
          return null;
        });
    return documents;
  }

  /** The share of the file's rows that were read so far. */
  double share() {
    return file == null || file.getRecordCount() == 0 ? 1 : (double) rows / file.getRecordCount();
  }

  /** The names of all columns of a file that hold single values. */
  static List<String> columns(CorpusInput input) throws IOException {
    try (ParquetFileReader opened = ParquetFileReader.open(ParquetInput.of(input))) {
      return ParquetPath.leaves(opened.getFileMetaData().getSchema());
    }
  }

  @Override
  public @Nullable Document next() {
    Document document = trying(this::row);
    if (document == null && !done) {
      done = true;
      tally.lines(range.file(), range.start(), rows);
      tally.decoded(range.file(), utf8.decoding());
    }
    return document;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private interface Step {
    @Nullable Document take() throws IOException;
  }

  private @Nullable Document trying(Step step) {
    try {
      return step.take();
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(new IOException(input.path() + ": " + message(e), e));
    } catch (ParquetCryptoRuntimeException e) {
      stop("is encrypted, which is not read; write it without encryption");
    } catch (UnsupportedOperationException e) {
      stop("cannot be read as Parquet: it has something that is not read: " + message(e));
    } catch (IOException | RuntimeException e) {
      stop("cannot be read as Parquet: " + message(e) + "; damaged or cut off? get the file again");
    }
    return null;
  }

  /** What the Parquet library says, without the path, which is in front of the problem. */
  private String message(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return message.startsWith(input.path() + " ")
        ? message.substring(input.path().length() + 1)
        : message;
  }

  /** A problem of the whole file; what is left of it is not read. */
  private void stop(String problem) {
    tally.problem(new Origin(range.file(), 0, 0), problem);
    groups = List.<Integer>of().iterator();
    group = null;
  }

  private void open() throws IOException {
    ParquetFileReader opened =
        ParquetFileReader.open(
            ParquetInput.of(input),
            HadoopReadOptions.builder(CorpusFiles.configuration())
                .usePageChecksumVerification()
                .build());
    file = opened;
    List<BlockMetaData> blocks = opened.getRowGroups();
    if (range.start() == 0) {
      tally.rows(range.file(), blocks.stream().mapToLong(BlockMetaData::getRowCount).sum());
    }
    if (blocks.stream().allMatch(block -> block.getRowCount() == 0)) {
      return;
    }
    MessageType schema = opened.getFileMetaData().getSchema();
    ParquetPath text = ParquetPath.of(schema, spec.text());
    String problem =
        text == null ? ParquetPath.missing(schema, spec.text()) : text.notText(spec.text());
    if (text != null && problem == null) {
      asked = wanted(schema, text);
      problem = problem(schema, blocks);
    }
    if (problem != null) {
      if (range.start() == 0) {
        stop(problem);
      }
      return;
    }
    opened.setRequestedSchema(asked);
    List<Integer> own = new ArrayList<>();
    firstRows = new long[blocks.size()];
    long rowsBefore = 0;
    for (int block = 0; block < blocks.size(); block++) {
      long start = blocks.get(block).getStartingPos();
      if (start >= range.start() && start < range.end() && blocks.get(block).getRowCount() > 0) {
        own.add(block);
      }
      firstRows[block] = rowsBefore;
      rowsBefore += blocks.get(block).getRowCount();
    }
    groups = own.iterator();
  }

  /** The columns to read, as a schema. */
  private MessageType wanted(MessageType schema, ParquetPath text) {
    textPath = text.names();
    names.put(textPath, spec.text());
    MessageType wanted = text.alone(schema.getName());
    for (String field : fields.wanted()) {
      ParquetPath path = ParquetPath.of(schema, field);
      Function<ColumnReader, @Nullable String> strings =
          path == null ? null : ParquetColumn.strings(path.leaf(), this::decoded);
      if (path != null && strings != null) {
        if (!path.names().equals(textPath)) {
          others.put(path.names(), strings);
        }
        names.put(path.names(), field);
        wanted = wanted.union(path.alone(schema.getName()));
      }
    }
    return wanted;
  }

  /** What keeps the columns from being read; null for nothing. */
  private @Nullable String problem(MessageType schema, List<BlockMetaData> blocks) {
    for (Map.Entry<List<String>, String> each : names.entrySet()) {
      String top = each.getKey().get(0);
      if (schema.getFields().stream().filter(type -> type.getName().equals(top)).count() > 1) {
        return "two columns are called \"" + top + "\"; give them different names";
      }
      for (BlockMetaData block : blocks) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          if (each.getKey().equals(List.of(chunk.getPath().toArray()))
              && !isKnown(chunk.getCodec())) {
            return "the column \""
                + each.getValue()
                + "\" is compressed with "
                + chunk.getCodec().name().toLowerCase(Locale.ROOT)
                + ", which is not read; write it again with another compression, such as zstd";
          }
        }
      }
    }
    return null;
  }

  private static boolean isKnown(CompressionCodecName codec) {
    String name = codec.getHadoopCompressionCodecClassName();
    return name == null || CorpusFiles.configuration().getClassByNameOrNull(name) != null;
  }

  private @Nullable Document row() throws IOException {
    while (true) {
      while (group == null || row == group.rows) {
        if (!groups.hasNext()) {
          return null;
        }
        group = load(Objects.requireNonNull(file), groups.next());
        row = 0;
      }
      Document document = document(group);
      row++;
      rows++;
      if (document != null) {
        return document;
      }
    }
  }

  private Group load(ParquetFileReader opened, int block) throws IOException {
    if (group != null) {
      group.pages.close();
    }
    PageReadStore pages = opened.readRowGroup(block);
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages, new UnassembledRecord(asked), asked, opened.getFileMetaData().getCreatedBy());
    Map<List<String>, ColumnReader> columns = new HashMap<>();
    for (ColumnDescriptor column : asked.getColumns()) {
      long values = pages.getPageReader(column).getTotalValueCount();
      if (values != pages.getRowCount()) {
        throw new ParquetDecodingException(
            "row group "
                + block
                + " has "
                + pages.getRowCount()
                + " rows, but its column \""
                + String.join(".", column.getPath())
                + "\" "
                + values
                + " values");
      }
      columns.put(List.of(column.getPath()), store.getColumnReader(column));
    }
    return new Group(pages, columns, firstRows[block], pages.getRowCount());
  }

  private @Nullable Document document(Group from) {
    long number = from.first + row;
    origin = new Origin(range.file(), 0, number + 1);
    fields.clear();
    String text = value(from, textPath, this::text);
    others.forEach(
        (path, strings) ->
            fields.put(Objects.requireNonNull(names.get(path)), value(from, path, strings)));
    if (text == null) {
      tally.problem(origin, "the column \"" + spec.text() + "\" is null in this row");
      return null;
    }
    fields.put(Objects.requireNonNull(names.get(textPath)), text);
    return fields.document(text, range.name() + ":" + number, origin);
  }

  /** The value of a column in the current row. It moves the column to the next row. */
  private static @Nullable String value(
      Group from, List<String> path, Function<ColumnReader, @Nullable String> strings) {
    ColumnReader column = Objects.requireNonNull(from.columns.get(path));
    boolean isThere =
        column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
    String value = isThere ? strings.apply(column) : null;
    column.consume();
    return value;
  }

  private String text(ColumnReader column) {
    return decoded(column.getBinary().getBytesUnsafe());
  }

  private String decoded(byte[] bytes) {
    String text = utf8.decode(bytes, 0, bytes.length);
    if (utf8.lastReplaced() > 0) {
      tally.add(Notice.REPLACED_BYTES, utf8.lastReplaced(), origin);
    }
    return text;
  }
}
