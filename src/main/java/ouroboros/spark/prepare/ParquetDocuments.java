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
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;
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
 * columns that the corpus section names are read. The line of an origin is the row, from 1.
 */
final class ParquetDocuments implements DocumentReader, Closeable {
  private final CorpusSpec spec;
  private final CorpusInput input;
  private final Range range;
  private final IngestReport tally;
  private final DocumentFields fields;
  private final Utf8 utf8 = new Utf8();
  private final Map<String, Function<ColumnReader, @Nullable String>> others =
      new LinkedHashMap<>();
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
      PageReadStore pages, Map<String, ColumnReader> columns, long first, long rows) {}

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
    List<Type> wanted = wanted(schema);
    String problem = wanted.isEmpty() ? missing(schema) : problem(wanted, blocks);
    if (problem != null) {
      if (range.start() == 0) {
        stop(problem);
      }
      return;
    }
    asked = new MessageType(schema.getName(), wanted);
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

  /** The columns to read, the text first; none if there is no text. */
  private List<Type> wanted(MessageType schema) {
    List<Type> wanted = new ArrayList<>();
    for (Type type : schema.getFields()) {
      if (type.getName().equals(spec.text())) {
        wanted.add(0, type);
      } else if (fields.wants(type.getName())) {
        Function<ColumnReader, @Nullable String> strings =
            ParquetColumn.strings(type, this::decoded);
        if (strings != null) {
          others.put(type.getName(), strings);
          wanted.add(type);
        }
      }
    }
    return schema.containsField(spec.text()) ? wanted : List.of();
  }

  private String missing(MessageType schema) {
    List<String> names = schema.getFields().stream().map(Type::getName).toList();
    return "no column \""
        + spec.text()
        + "\"; "
        + (names.isEmpty()
            ? "the file has no columns"
            : "nearest first, the file has "
                + String.join(", ", NearestName.ranked(spec.text(), names)))
        + "; corpus.text names the column that holds the text";
  }

  /** What keeps the columns from being read; null for nothing. */
  private @Nullable String problem(List<Type> wanted, List<BlockMetaData> blocks) {
    Type text = wanted.get(0);
    if (!ParquetColumn.isText(text)) {
      return "the column \""
          + spec.text()
          + "\" holds "
          + ParquetColumn.typeName(text)
          + ", not strings; corpus.text names the column that holds the text";
    }
    for (Type type : wanted) {
      if (wanted.stream().filter(each -> each.getName().equals(type.getName())).count() > 1) {
        return "two columns are called \"" + type.getName() + "\"; give them different names";
      }
      for (BlockMetaData block : blocks) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          if (chunk.getPath().toArray()[0].equals(type.getName()) && !isKnown(chunk.getCodec())) {
            return "the column \""
                + type.getName()
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
            pages, new Unassembled(), asked, opened.getFileMetaData().getCreatedBy());
    Map<String, ColumnReader> columns = new HashMap<>();
    for (ColumnDescriptor column : asked.getColumns()) {
      long values = pages.getPageReader(column).getTotalValueCount();
      if (values != pages.getRowCount()) {
        throw new ParquetDecodingException(
            "row group "
                + block
                + " has "
                + pages.getRowCount()
                + " rows, but its column \""
                + column.getPath()[0]
                + "\" "
                + values
                + " values");
      }
      columns.put(column.getPath()[0], store.getColumnReader(column));
    }
    return new Group(pages, columns, firstRows[block], pages.getRowCount());
  }

  private @Nullable Document document(Group from) {
    long number = from.first + row;
    origin = new Origin(range.file(), 0, number + 1);
    fields.clear();
    String text = value(from, spec.text(), this::text);
    others.forEach((name, strings) -> fields.put(name, value(from, name, strings)));
    if (text == null) {
      tally.problem(origin, "the column \"" + spec.text() + "\" is null in this row");
      return null;
    }
    fields.put(spec.text(), text);
    return fields.document(text, range.name() + ":" + number, origin);
  }

  /** The value of a column in the current row. It moves the column to the next row. */
  private static @Nullable String value(
      Group from, String name, Function<ColumnReader, @Nullable String> strings) {
    ColumnReader column = Objects.requireNonNull(from.columns.get(name));
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

  /** No record is assembled: every column is read by itself. */
  private static final class Unassembled extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
