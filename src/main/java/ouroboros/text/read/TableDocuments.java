package ouroboros.text.read;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;
import ouroboros.text.Notice;

/**
 * Documents as rows of a table, by RFC 4180: a header, then one row per document. A field that
 * contains the separator, a quote or a line break is in quotes, with every quote in it written
 * twice. The name of the file says which separator is meant; where the header has no column of the
 * text then, but has one with another usual separator, that one is used.
 */
final class TableDocuments implements DocumentReader {
  private static final String SEPARATORS = ",;\t|";
  private static final int COLUMNS = 16_384;
  private static final int BUFFER = 1 << 16;
  private static final int NAMES_SHOWN = 8;

  private final CorpusSpec spec;
  private final String name;
  private final IngestReport tally;
  private final DocumentFields fields;
  private final TableFeed feed;
  private final Map<String, Integer> wanted = new LinkedHashMap<>();
  private @Nullable CsvParser parser;
  private int columns;
  private int text;
  private long row;
  private boolean done;

  TableDocuments(CorpusSpec spec, String name, TextLines lines, IngestReport tally) {
    this.spec = spec;
    this.name = name;
    this.tally = tally;
    this.fields = new DocumentFields(spec, tally);
    this.feed = new TableFeed(lines, tally);
  }

  @Override
  public @Nullable Document next() throws IOException {
    while (!done) {
      CsvParser open = parser == null ? open() : parser;
      String[] cells = open == null ? null : cells(open);
      if (cells == null) {
        done = true;
      } else if (cells.length == columns) {
        return document(cells);
      } else if (cells.length == 1 && (cells[0] == null || cells[0].isBlank())) {
        tally.add(Notice.BLANK_LINES, 1, feed.origin());
      } else {
        problem(
            "the row has "
                + cells.length
                + (cells.length == 1 ? " field" : " fields")
                + ", the header "
                + columns
                + "; a field with a separator, a quote or a line break in it must be in quotes");
      }
    }
    return null;
  }

  /** Reads the header; null if the table cannot be read any further. */
  private @Nullable CsvParser open() throws IOException {
    String first = feed.firstLine();
    if (first == null) {
      return null;
    }
    CsvParser opened = new CsvParser(settings(separator(first)));
    opened.beginParsing(feed);
    parser = opened;
    String[] header = cells(opened);
    if (header == null) {
      return null;
    }
    columns = header.length;
    List<String> names = new ArrayList<>();
    for (String each : header) {
      names.add(each == null ? "" : each);
    }
    text = names.indexOf(spec.text());
    if (text < 0) {
      problem(missing(names));
      return null;
    }
    for (String each : names) {
      boolean isWanted = each.equals(spec.text()) || fields.wants(each);
      if (isWanted && Collections.frequency(names, each) > 1) {
        problem("two columns are called \"" + each + "\"; give them different names");
        return null;
      }
      if (fields.wants(each)) {
        wanted.put(each, names.indexOf(each));
      }
    }
    return opened;
  }

  private Document document(@Nullable String[] cells) {
    fields.clear();
    wanted.forEach((field, column) -> fields.put(field, cells[column]));
    String words = cells[text];
    return fields.document(words == null ? "" : words, name + ":" + row++, feed.origin());
  }

  /** The next row that is not blank; null at the end of the table, or after a problem with it. */
  private @Nullable String @Nullable [] cells(CsvParser open) throws IOException {
    try {
      feed.startOfRow(open.getContext().currentChar());
      String[] cells = open.parseNext();
      if (feed.isTooLong()) {
        problem(TextLines.tooLongMessage(feed.length()) + "; is a closing quote missing?");
        return null;
      }
      if (cells == null || feed.isEnd(cells)) {
        feed.origin(); // counts the blank lines at the end
        return null;
      }
      return cells;
    } catch (TextParsingException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException broken) {
          throw broken;
        }
        if (cause instanceof UncheckedIOException broken) {
          throw broken;
        }
      }
      problem(
          feed.isBehind(e.getCharIndex())
              ? "a field of the row that begins here has an opening quote and no closing one"
              : "the row that begins here breaks the rules of quotes: in a quoted field every quote"
                  + " is written twice, and behind its closing quote comes the separator or the end"
                  + " of the line");
      return null;
    }
  }

  /**
   * The separator of the file's name, or the one by which the header has the column of the text.
   */
  private char separator(String firstLine) {
    char usual = FileFormat.separator(name);
    for (char each : (usual + SEPARATORS).toCharArray()) {
      try {
        String[] names = new CsvParser(settings(each)).parseLine(firstLine);
        if (names != null && Arrays.asList(names).contains(spec.text())) {
          return each;
        }
      } catch (TextParsingException e) {
        // the header goes on in the next line, or is not one with this separator
      }
    }
    return usual;
  }

  /**
   * The names of the columns, cut at the separator of the file's name or the one that cuts most.
   */
  static List<String> header(String file, String line) {
    List<String> most = List.of();
    for (char each : (FileFormat.separator(file) + SEPARATORS).toCharArray()) {
      try {
        String[] names = new CsvParser(settings(each)).parseLine(line);
        if (names != null && names.length > most.size()) {
          most = Arrays.stream(names).map(name -> name == null ? "" : name).toList();
        }
      } catch (TextParsingException e) {
        // no header with this separator
      }
    }
    return most;
  }

  private static CsvParserSettings settings(char separator) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separator);
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setComment('\0');
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setSkipBitsAsWhitespace(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setInputBufferSize(BUFFER);
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(COLUMNS);
    settings.setErrorContentLength(0);
    settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
    return settings;
  }

  private String missing(List<String> names) {
    List<String> ranked = NearestName.ranked(spec.text(), names);
    return "no column \""
        + spec.text()
        + "\"; nearest first, the table has "
        + String.join(", ", ranked.subList(0, Math.min(NAMES_SHOWN, ranked.size())))
        + "; corpus.text (in commands without an experiment file: --text) names the column that"
        + " holds the text";
  }

  private void problem(String message) {
    tally.problem(feed.origin(), message);
  }
}
