package ouroboros.text.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Notice;

/**
 * The lines of a table as characters for a parser, and the place of the row that it is at. Each
 * line ends with a line feed. Behind the last line comes a row of one field that no table has: a
 * quoted zero. Where a quote is still open, it makes the parser fail instead of ending quietly.
 */
final class TableFeed extends Reader {
  private static final String END = "\0";

  private final TextLines lines;
  private final IngestReport tally;
  private final ArrayDeque<FedLine> fed = new ArrayDeque<>();
  private String pending = "";
  private int at;
  private long given;
  private long rowStart;
  private long end = Long.MAX_VALUE;
  private boolean tooLong;
  private Origin last = new Origin(0, 0, 0);

  TableFeed(TextLines lines, IngestReport tally) {
    this.lines = lines;
    this.tally = tally;
  }

  /**
   * A line that the parser has.
   *
   * @param end how many characters there are up to its end
   */
  private record FedLine(long end, Origin origin, boolean isBlank) {}

  /** The first line with anything in it; it is also the first that the parser gets. */
  @Nullable String firstLine() throws IOException {
    String first = lines.next();
    if (first != null) {
      add(first);
    }
    return first;
  }

  /** Says that the next row begins behind so many characters. */
  void startOfRow(long characters) {
    rowStart = characters;
    last = origin();
    while (!fed.isEmpty() && fed.peekFirst().end <= characters) {
      fed.removeFirst();
    }
  }

  /** The place of the row: its first line that is not blank. Counts the blank ones before it. */
  Origin origin() {
    while (!fed.isEmpty() && fed.peekFirst().isBlank) {
      tally.add(Notice.BLANK_LINES, 1, fed.removeFirst().origin);
    }
    return fed.isEmpty() ? last : fed.peekFirst().origin;
  }

  /** Whether a row is the one behind the last. */
  boolean isEnd(@Nullable String[] cells) {
    return cells.length == 1 && END.equals(cells[0]);
  }

  /** Whether so many characters lead beyond the last line. */
  boolean isBehind(long characters) {
    return characters > end;
  }

  /** Whether a row is longer than a line may be; what follows is then not given. */
  boolean isTooLong() {
    return tooLong;
  }

  /** How many characters the row has so far. */
  long length() {
    return given - rowStart;
  }

  @Override
  public int read(char[] to, int offset, int count) throws IOException {
    if (at == pending.length() && !fill()) {
      return -1;
    }
    int size = Math.min(count, pending.length() - at);
    pending.getChars(at, at + size, to, offset);
    at += size;
    return size;
  }

  private boolean fill() throws IOException {
    if (end < Long.MAX_VALUE || tooLong) {
      return false;
    }
    if (length() > LineReader.LIMIT) {
      tooLong = true;
      return false;
    }
    String line = lines.nextOrBlank();
    if (line == null) {
      end = given;
      pending = "\"" + END + "\"\n";
      at = 0;
    } else {
      add(line);
    }
    return true;
  }

  private void add(String line) {
    pending = line + "\n";
    at = 0;
    given += pending.length();
    fed.add(new FedLine(given, lines.origin(), line.isEmpty()));
  }

  @Override
  public void close() {}
}
