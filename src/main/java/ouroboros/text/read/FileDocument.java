package ouroboros.text.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;

/** A plain text file as one document, whose id is the name of the file. */
final class FileDocument implements DocumentReader {
  private final CorpusSpec spec;
  private final Range range;
  private final InputStream in;
  private final IngestReport tally;
  private boolean done;

  FileDocument(CorpusSpec spec, Range range, InputStream in, IngestReport tally) {
    this.spec = spec;
    this.range = range;
    this.in = in;
    this.tally = tally;
  }

  @Override
  public @Nullable Document next() throws IOException {
    if (done) {
      return null;
    }
    done = true;
    tally.lines(range.file(), range.start(), 0);
    Origin origin = new Origin(range.file(), 0, 0);
    byte[] bytes = in.readNBytes(LineReader.LIMIT + 1);
    if (bytes.length > LineReader.LIMIT) {
      tally.problem(
          origin,
          String.format(
              Locale.ROOT,
              "as one document the file is longer than the limit of %,d bytes; corpus.documents:"
                  + " line makes every line a document",
              LineReader.LIMIT));
      return null;
    }
    for (byte b : bytes) {
      if (b == 0) {
        tally.problem(origin, TextLines.zeroMessage());
        return null;
      }
    }
    Utf8 utf8 = new Utf8();
    String text = utf8.decode(bytes, 0, bytes.length);
    if (utf8.lastReplaced() > 0) {
      tally.add(Notice.REPLACED_BYTES, utf8.lastReplaced(), origin);
    }
    tally.decoded(range.file(), utf8.decoding());
    if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
      tally.add(Notice.BYTE_ORDER_MARKS, 1, origin);
      text = text.substring(1);
    }
    String table = TableHead.problem(spec, text.lines().findFirst().orElse(""));
    if (table != null) {
      tally.problem(origin, table);
    }
    tally.add(Notice.DOCUMENTS, 1, null);
    String own = ContentCredentials.removedFrom(text, tally, origin);
    String stratum = PlainText.stratum(spec, range.name(), tally, origin);
    return new Document(range.name(), null, stratum, Integer.MIN_VALUE, origin, own);
  }
}
