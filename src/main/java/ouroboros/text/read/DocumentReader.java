package ouroboros.text.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;

/**
 * Reads the documents of one file, or of a range of it, in their order. What is not a document is
 * counted in the report or noted there as a problem, and reading continues behind it.
 */
@FunctionalInterface
public interface DocumentReader {
  /** The next document; null after the last. */
  @Nullable Document next() throws IOException;

  /**
   * The piece of input that is read.
   *
   * @param file number of the file in the list of inputs
   * @param name its path relative to the source, for documents without an id
   * @param start first byte of the range, in the uncompressed file
   * @param end end of the range; {@code Long.MAX_VALUE} for the whole file
   */
  record Range(int file, String name, long start, long end) implements Serializable {}

  /**
   * The reader for a file of text, JSON lines or a table.
   *
   * @param in the uncompressed file from byte {@code max(0, start - 1)} on
   */
  static DocumentReader of(CorpusSpec spec, Range range, InputStream in, IngestReport tally)
      throws IOException {
    FileFormat format = FileFormat.of(range.name());
    if (format == FileFormat.TEXT && spec.documents() == CorpusSpec.Documents.FILE) {
      return new FileDocument(spec, range, in, tally);
    }
    TextLines lines = lines(range, in, tally);
    return switch (format) {
      case JSON_LINES -> new JsonDocuments(spec, range.name(), lines, tally);
      case TABLE -> new TableDocuments(spec, range.name(), lines, tally);
      case TEXT, PARQUET -> () -> document(range, lines, lines.next(), spec, tally);
    };
  }

  /** The reader for plain text in which every line is a document, blank ones included. */
  static DocumentReader everyLine(Range range, InputStream in, IngestReport tally)
      throws IOException {
    TextLines lines = lines(range, in, tally);
    return () -> document(range, lines, lines.nextOrBlank(), null, tally);
  }

  private static TextLines lines(Range range, InputStream in, IngestReport tally)
      throws IOException {
    LineReader reader = LineReader.range(in, range.start(), range.end(), LineReader.LIMIT);
    return new TextLines(reader, range.file(), range.start(), tally);
  }

  /** The document of a line; with a spec, a first line that heads a table is a problem. */
  private static @Nullable Document document(
      Range range,
      TextLines lines,
      @Nullable String text,
      @Nullable CorpusSpec spec,
      IngestReport tally) {
    if (text == null) {
      return null;
    }
    String table = spec != null && lines.isFirst() ? TableHead.problem(spec, text) : null;
    if (table != null) {
      tally.problem(lines.origin(), table);
    }
    tally.add(Notice.DOCUMENTS, 1, null);
    String id = range.name() + ":" + lines.start();
    String own = ContentCredentials.removedFrom(text, tally, lines.origin());
    String stratum = PlainText.stratum(spec, range.name(), tally, lines.origin());
    return new Document(id, null, stratum, Integer.MIN_VALUE, lines.origin(), own);
  }
}
