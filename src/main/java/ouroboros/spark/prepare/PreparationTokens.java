package ouroboros.spark.prepare;

import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Marks;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus.Amounts;
import ouroboros.text.read.Document;
import ouroboros.text.read.IngestReport;
import ouroboros.text.read.Origin;
import ouroboros.text.token.TextPipeline;
import scala.Tuple2;

/**
 * Tokenizes the documents of a partition, in their order, into {@link TokenChunk}s. After this step
 * there are numbers instead of strings. The first byte of each element says what follows: a chunk,
 * or at the end the {@link PartitionCounts}.
 */
final class PreparationTokens implements Predicate<Deque<byte[]>> {
  /** First byte of a chunk. */
  static final byte CHUNK = 0;

  /** First byte of the counts of a partition. */
  static final byte COUNTS = 1;

  /** Greatest number of strata: the driver keeps their names and sizes. */
  static final int MAX_STRATA = 100_000;

  /**
   * Characters. A sentence with a space after each character must fit into the JSON of a manifest.
   */
  private static final int LONGEST_SENTENCE = 8_000_000;

  private static final int LONGEST_TOKEN = 1_000_000;

  private final Iterator<Tuple2<byte[], byte[]>> documents;
  private final TextPipeline pipeline;
  private final TokenChunk.Writer chunk = new TokenChunk.Writer();
  private final IngestReport tally = new IngestReport();
  private final PartitionCounts counts;
  private byte @Nullable [] last;
  private Part part = Part.REAL;

  private PreparationTokens(
      CorpusSpec spec, int partition, Iterator<Tuple2<byte[], byte[]>> documents) {
    this.documents = documents;
    this.pipeline = TextPipeline.of(spec);
    this.counts = new PartitionCounts(partition, tally);
  }

  /** The elements of a partition. */
  static Iterator<byte[]> of(
      CorpusSpec spec, int partition, Iterator<Tuple2<byte[], byte[]>> documents) {
    return new Unfolding<>(new PreparationTokens(spec, partition, documents));
  }

  @Override
  public boolean test(Deque<byte[]> out) {
    while (documents.hasNext()) {
      Tuple2<byte[], byte[]> next = documents.next();
      if (PreparationKey.isTally(next._1())) {
        continue;
      }
      Part now = PreparationKey.part(next._1());
      Document document = Document.of(next._2());
      if (last != null && PreparationKey.sameId(last, next._1())) {
        tally.add(Notice.REPEATED_IDS, 1, document.origin());
      }
      last = next._1();
      if (now != part) {
        flush(out);
        part = now;
      }
      add(document, out);
      if (!out.isEmpty()) {
        return true;
      }
    }
    flush(out);
    out.add(marked(COUNTS, counts.toBytes()));
    return false;
  }

  private void add(Document document, Deque<byte[]> out) {
    Origin origin = document.origin();
    String stratum = document.stratum();
    Text text = new Text(document, out);
    pipeline.sentences(document.text(), text::sentence);
    text.endRun();
    if (text.sentences == 0) {
      tally.add(Notice.EMPTY_DOCUMENTS, 1, origin);
    } else if (counts.strataSeen() <= MAX_STRATA) {
      // Beyond the limit the corpus is refused, so nothing more needs to be counted.
      counts.add(part, stratum, new Amounts(1, text.paragraphs, text.sentences, text.tokens));
    }
    if (chunk.size() >= TokenChunk.TARGET) {
      flush(out);
    }
  }

  private void flush(Deque<byte[]> out) {
    if (chunk.size() > 0) {
      out.add(marked(CHUNK, chunk.take(part)));
    }
  }

  private static byte[] marked(byte kind, byte[] bytes) {
    byte[] marked = new byte[bytes.length + 1];
    marked[0] = kind;
    System.arraycopy(bytes, 0, marked, 1, bytes.length);
    return marked;
  }

  /** Adds one document to the open chunk. */
  private final class Text {
    private final Document document;
    private final Deque<byte[]> out;
    private TokenChunk.Begins begins = TokenChunk.Begins.DOCUMENT;
    private long paragraphs;
    private long sentences;
    private long tokens;

    Text(Document document, Deque<byte[]> out) {
      this.document = document;
      this.out = out;
    }

    void sentence(String sentence) {
      if (sentence.length() > LONGEST_SENTENCE) {
        tooLong("sentence", sentence.length(), LONGEST_SENTENCE, "is a line end missing");
        return;
      }
      pipeline.tokens(sentence, this::token);
      int length = chunk.endSentence();
      if (length == 0) {
        tally.add(Notice.EMPTY_SENTENCES, 1, document.origin());
        if (sentences > 0) {
          endRun();
          begins = TokenChunk.Begins.PARAGRAPH;
        }
        return;
      }
      if (chunk.sentences() == 1 && begins != TokenChunk.Begins.NOTHING) {
        paragraphs++;
      }
      sentences++;
      tokens += length;
      if (chunk.size() >= 2 * TokenChunk.TARGET) {
        endRun();
        begins = TokenChunk.Begins.NOTHING;
        flush(out);
      }
    }

    void endRun() {
      chunk.endRun(begins, document.stratum(), document.period());
    }

    private void tooLong(String what, int characters, int limit, String cause) {
      tally.problem(
          document.origin(),
          String.format(
              Locale.ROOT,
              "a %s of %,d characters; the limit is %,d; %s?",
              what,
              characters,
              limit,
              cause));
    }

    private void token(String text, int start, int end) {
      if (end - start > LONGEST_TOKEN) {
        tooLong("token", end - start, LONGEST_TOKEN, "is it text");
      }
      if (Marks.looksLikeOne(text, start, end)) {
        tally.add(Notice.ESCAPED_MARKS, 1, document.origin());
        chunk.token(chunk.types().add(Marks.escaped(text.substring(start, end))));
      } else {
        chunk.token(chunk.types().add(text, start, end));
      }
    }
  }
}
