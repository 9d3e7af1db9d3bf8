package ouroboros.text.read;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Notice;

/**
 * The valid lines of a file, or of a range of it, decoded. All other lines are counted or become
 * problems in the report.
 */
final class TextLines {
  static final char BYTE_ORDER_MARK = '\uFEFF';

  private final LineReader lines;
  private final int file;
  private final long rangeStart;
  private final IngestReport tally;
  private final Utf8 utf8 = new Utf8();
  private boolean done;

  TextLines(LineReader lines, int file, long rangeStart, IngestReport tally) {
    this.lines = lines;
    this.file = file;
    this.rangeStart = rangeStart;
    this.tally = tally;
  }

  /** The next line with anything other than white space of ASCII; null after the last. */
  @Nullable String next() throws IOException {
    for (String text = nextOrBlank(); text != null; text = nextOrBlank()) {
      if (!text.chars().allMatch(c -> c == ' ' || (c >= 0x09 && c <= 0x0D))) {
        return text;
      }
      countBlank();
    }
    return null;
  }

  /** Counts the current line as a blank one. */
  void countBlank() {
    tally.add(Notice.BLANK_LINES, 1, origin());
  }

  /** The next line, which may be blank; null after the last. */
  @Nullable String nextOrBlank() throws IOException {
    while (!done && lines.next()) {
      if (lines.hasZero()) {
        tally.problem(origin(), zeroMessage());
        finish();
      } else if (lines.tooLong()) {
        tally.problem(origin(), tooLongMessage(lines.length()));
      } else {
        return decoded();
      }
    }
    finish();
    return null;
  }

  /** The place of the current line. */
  Origin origin() {
    return new Origin(file, rangeStart, lines.number());
  }

  /** Whether the current line is the first of its file. */
  boolean isFirst() {
    return rangeStart == 0 && lines.number() == 1;
  }

  /** The position in the uncompressed file of the first byte of the line. */
  long start() {
    return lines.start();
  }

  static String tooLongMessage(long length) {
    return String.format(
        Locale.ROOT,
        "the line has %,d bytes; the limit is %,d; is this one document to a line? cut it into"
            + " several",
        length,
        LineReader.LIMIT);
  }

  static String zeroMessage() {
    return "a byte 0, which no text has; is the file UTF-16, packed or binary? convert it to UTF-8";
  }

  private String decoded() {
    String text = utf8.decode(lines.bytes(), 0, (int) lines.length());
    if (utf8.lastReplaced() > 0) {
      tally.add(Notice.REPLACED_BYTES, utf8.lastReplaced(), origin());
    }
    if (lines.start() == 0 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      tally.add(Notice.BYTE_ORDER_MARKS, 1, origin());
      return text.substring(1);
    }
    return text;
  }

  private void finish() {
    if (!done) {
      done = true;
      tally.lines(file, rangeStart, lines.number());
      tally.decoded(file, utf8.decoding());
    }
  }
}
