package ouroboros.spark.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.Notice;
import ouroboros.text.block.ByteTypes;
import ouroboros.text.block.ByteWriter;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.LineTokens;
import ouroboros.text.read.Origin;
import ouroboros.text.token.TextPipeline;

/**
 * Reads one byte range of plain text into chunks of token numbers. The last element holds the
 * counts, the notices and the dictionary.
 */
final class EstimationReading implements LineTokens.Sink {
  private static final int CHUNK = 1 << 20;

  private final CorpusInput input;
  private final Range range;
  private final TextPipeline.Case letters;
  private final IngestReport tally = new IngestReport();
  private final ByteTypes types = new ByteTypes();
  private final Deque<Object> done = new ArrayDeque<>();
  private int[] chunk = new int[CHUNK];
  private int open;
  private int at = 1;
  private long sentences;
  private long tokens;

  EstimationReading(CorpusInput input, Range range, TextPipeline.Case letters) {
    this.input = input;
    this.range = range;
    this.letters = letters;
  }

  Iterator<Object> read() {
    Compression compression = Compression.of(input.name());
    try (InputStream in =
        compression.unpack(CorpusFiles.open(input.path(), Math.max(0, range.start() - 1)))) {
      LineTokens.read(in, range, letters, tally, this);
    } catch (IOException e) {
      if (compression == Compression.NONE) {
        throw new UncheckedIOException(e);
      }
      tally.problem(
          new Origin(range.file(), range.start(), 0),
          "damaged or cut off, or not packed as its name says: " + e.getMessage());
    }
    close();
    tally.add(Notice.DOCUMENTS, sentences, null);
    ByteWriter out = new ByteWriter(1 << 16);
    out.varint(sentences);
    out.varint(tokens);
    out.bytes(tally.toBytes());
    out.bytes(types.toBytes());
    done.add(out.toBytes());
    return done.iterator();
  }

  @Override
  public void token(byte[] bytes, int start, int end) {
    if (at == chunk.length) {
      chunk = Arrays.copyOf(chunk, Math.multiplyExact(at, 2));
    }
    chunk[at++] = types.add(bytes, start, end, 1);
  }

  @Override
  public void endSentence() {
    chunk[open] = at - open - 1;
    tokens += chunk[open];
    sentences++;
    open = at;
    if (at >= CHUNK - (CHUNK >> 4)) {
      close();
    } else if (++at > chunk.length) {
      chunk = Arrays.copyOf(chunk, 2 * chunk.length);
    }
  }

  private void close() {
    if (open > 0) {
      done.add(Arrays.copyOf(chunk, open));
    }
    open = 0;
    at = 1;
  }
}
