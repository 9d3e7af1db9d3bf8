package ouroboros.spark.prepare;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.read.ColumnNames;
import ouroboros.text.read.Compression;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;

/** The documents of a file, or of a range of it, whatever its format. */
public final class InputDocuments implements DocumentReader, Closeable {
  private final DocumentReader reader;
  private final Closeable in;
  private final DoubleSupplier share;

  private InputDocuments(DocumentReader reader, Closeable in, DoubleSupplier share) {
    this.reader = reader;
    this.in = in;
    this.share = share;
  }

  /** Opens a range. What is wrong with the documents is noted in the report. */
  public static InputDocuments open(
      CorpusSpec spec, CorpusInput input, Range range, IngestReport tally) throws IOException {
    if (FileFormat.of(range.name()) == FileFormat.PARQUET) {
      ParquetDocuments rows = ParquetDocuments.of(spec, input, range, tally);
      return new InputDocuments(rows, rows, rows::share);
    }
    Counted bytes = new Counted(CorpusFiles.open(input.path(), Math.max(0, range.start() - 1)));
    try {
      InputStream unpacked = Compression.of(range.name()).unpack(bytes);
      return new InputDocuments(
          DocumentReader.of(spec, range, unpacked, tally),
          unpacked,
          () -> Math.min(1, (double) bytes.count / Math.max(1, input.size())));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** The names of the fields of a file; none for plain text. */
  public static List<String> columns(CorpusInput input) throws IOException {
    return switch (FileFormat.of(input.name())) {
      case TEXT -> List.of();
      case PARQUET -> ParquetDocuments.columns(input);
      case JSON_LINES, TABLE -> {
        try (InputStream in =
            Compression.of(input.name()).unpack(CorpusFiles.open(input.path(), 0))) {
          yield ColumnNames.of(input.name(), in);
        }
      }
    };
  }

  /** About which share of the file was read so far: of its rows, or of its bytes on disk. */
  public double share() {
    return share.getAsDouble();
  }

  @Override
  public @Nullable Document next() throws IOException {
    return reader.next();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A stream that counts its bytes. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] to, int offset, int size) throws IOException {
      int read = super.read(to, offset, size);
      count += Math.max(0, read);
      return read;
    }
  }
}
