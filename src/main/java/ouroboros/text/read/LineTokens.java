package ouroboros.text.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Marks;
import ouroboros.text.Notice;
import ouroboros.text.token.TextPipeline;

/**
 * Tokens of plain text in which every line is a sentence and white space separates the tokens,
 * directly from the bytes of a range of a file. They are the tokens that {@link TextPipeline} makes
 * of such text, but a line of ASCII need not be decoded.
 *
 * <p>Lines without a token are counted and give no sentence. A token that looks like a mark gets a
 * backslash ({@link Marks}); a tab separates tokens; other control characters are part of a token.
 * Lines that are not text are problems in the report.
 */
public final class LineTokens {
  /** Takes the tokens. */
  public interface Sink {
    /** Takes a token in UTF-8. The bytes are only valid during the call. */
    void token(byte[] bytes, int start, int end);

    /** Ends a sentence that has at least one token. */
    void endSentence();
  }

  private final LineReader lines;
  private final DocumentReader.Range range;
  private final boolean lower;
  private final TextPipeline pipeline;
  private final IngestReport tally;
  private final Sink sink;
  private final Utf8 utf8 = new Utf8();
  private long bytes;

  private LineTokens(
      LineReader lines,
      DocumentReader.Range range,
      TextPipeline.Case letters,
      IngestReport tally,
      Sink sink) {
    this.lines = lines;
    this.range = range;
    this.tally = tally;
    this.sink = sink;
    lower = letters == TextPipeline.Case.LOWER;
    pipeline =
        TextPipeline.of(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.LINES, letters);
  }

  /**
   * Reads a range.
   *
   * @param in the uncompressed file from byte {@code max(0, start - 1)} on
   */
  public static void read(
      InputStream in,
      DocumentReader.Range range,
      TextPipeline.Case letters,
      IngestReport tally,
      Sink sink)
      throws IOException {
    LineReader reader = LineReader.range(in, range.start(), range.end(), LineReader.LIMIT);
    new LineTokens(reader, range, letters, tally, sink).read();
  }

  private void read() throws IOException {
    while (lines.next()) {
      bytes += lines.length();
      if (lines.hasZero()) {
        tally.problem(origin(), TextLines.zeroMessage());
        break;
      }
      if (lines.tooLong()) {
        tally.problem(origin(), TextLines.tooLongMessage(lines.length()));
        continue;
      }
      if (!line(lines.bytes(), (int) lines.length())) {
        tally.add(Notice.BLANK_LINES, 1, origin());
      }
    }
    tally.lines(range.file(), range.start(), lines.number());
    tally.decoded(range.file(), utf8.decoding(bytes));
  }

  private Origin origin() {
    return new Origin(range.file(), range.start(), lines.number());
  }

  /** Gives the tokens of a line to the sink. Returns whether the line has a token. */
  private boolean line(byte[] line, int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      all |= line[i];
    }
    if (all < 0) {
      return decoded(line, length);
    }
    boolean some = false;
    int start = 0;
    for (int at = 0; at < length; at++) {
      byte b = line[at];
      if (b > ' ') {
        if (lower && b >= 'A' && b <= 'Z') {
          line[at] = (byte) (b + ('a' - 'A'));
        }
      } else if (b == ' ' || (b >= 0x09 && b <= 0x0D)) {
        if (start < at) {
          token(line, start, at);
          some = true;
        }
        start = at + 1;
      }
    }
    if (start < length) {
      token(line, start, length);
      some = true;
    }
    if (some) {
      sink.endSentence();
    }
    return some;
  }

  private void token(byte[] line, int start, int end) {
    byte first = line[start];
    if (first == '<' || first == '\\') {
      String token = new String(line, start, end - start, StandardCharsets.US_ASCII);
      if (Marks.looksLikeOne(token, 0, token.length())) {
        escaped(token);
        return;
      }
    }
    sink.token(line, start, end);
  }

  private void escaped(String mark) {
    tally.add(Notice.ESCAPED_MARKS, 1, origin());
    byte[] kept = Marks.escaped(mark).getBytes(StandardCharsets.UTF_8);
    sink.token(kept, 0, kept.length);
  }

  private boolean decoded(byte[] line, int length) {
    String text = utf8.decode(line, 0, length);
    if (utf8.lastReplaced() > 0) {
      tally.add(Notice.REPLACED_BYTES, utf8.lastReplaced(), origin());
    }
    if (lines.start() == 0 && text.charAt(0) == TextLines.BYTE_ORDER_MARK) {
      tally.add(Notice.BYTE_ORDER_MARKS, 1, origin());
      text = text.substring(1);
    }
    boolean[] some = {false};
    pipeline.sentences(
        ContentCredentials.removedFrom(text, tally, origin()),
        sentence ->
            pipeline.tokens(
                sentence,
                (from, start, end) -> {
                  some[0] = true;
                  if (Marks.looksLikeOne(from, start, end)) {
                    escaped(from.substring(start, end));
                  } else {
                    byte[] token = from.substring(start, end).getBytes(StandardCharsets.UTF_8);
                    sink.token(token, 0, token.length);
                  }
                }));
    if (some[0]) {
      sink.endSentence();
    }
    return some[0];
  }
}
