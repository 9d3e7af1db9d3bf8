package ouroboros.text.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import ouroboros.text.CorpusException;

/**
 * How many types occur once, twice, three times .. in a text: all that is needed of a text that is
 * too large to be read, or not at hand.
 *
 * <p>The file has a line {@code count, types} for each count, in any order, the numbers separated
 * by a comma, a tab or spaces. A first line without numbers is the head of a table; blank lines and
 * lines that begin with {@code #} are ignored.
 *
 * @param types by count, both at least 1
 */
public record CountsOfCounts(SortedMap<Long, Long> types) {
  private static final Pattern GAP = Pattern.compile("\\s*[,;\\t ]\\s*");
  private static final long MOST_TOKENS = 1L << 60;

  public CountsOfCounts {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /** Tokens of the text. */
  public long tokens() {
    return types.entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws CorpusException with every line that is wrong
   */
  public static CountsOfCounts read(String name, InputStream in) throws IOException {
    TreeMap<Long, Long> types = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    double tokens = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      boolean isFirst = true;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = (number == 1 ? line.replace("\uFEFF", "") : line).strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        boolean isHead = isFirst && text.chars().noneMatch(Character::isDigit);
        isFirst = false;
        if (isHead) {
          continue;
        }
        List<String> fields = List.of(GAP.split(text, -1));
        long count = fields.size() == 2 ? number(fields.get(0)) : 0;
        long here = fields.size() == 2 ? number(fields.get(1)) : 0;
        if (count < 1 || here < 1) {
          problems.add(
              said(
                  name,
                  number,
                  "\""
                      + text
                      + "\" is not a count and how many types have it, two whole numbers"
                      + " of at least 1"));
        } else if (types.putIfAbsent(count, here) != null) {
          problems.add(
              said(name, number, "count " + count + " was there before; each has one line"));
        }
        tokens += (double) count * here;
      }
    }
    if (problems.isEmpty() && types.isEmpty()) {
      problems.add(name + ": no line with a count and how many types have it");
    }
    if (tokens > MOST_TOKENS) {
      problems.add(
          String.format(
              Locale.ROOT, "%s: %.3g tokens in all; at most 2^60 are possible", name, tokens));
    }
    if (!problems.isEmpty()) {
      throw new CorpusException(problems);
    }
    return new CountsOfCounts(types);
  }

  private static String said(String name, int line, String problem) {
    return name + ":" + line + ": " + problem;
  }

  /** A whole number of at least 1; 0 for any other text. */
  private static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
