package ouroboros.spark;

/** What the lines of plain text look like. */
final class LineLayout {
  private static final int FEWEST = 20;
  private static final int SHORTEST = 40;
  private static final int LONGEST = 110;

  private long lines;
  private long characters;
  private long ended;
  private long tokenized;
  private int longest;

  /** Adds a line that is not blank. */
  void add(String line) {
    String text = line.strip();
    lines++;
    characters += text.length();
    longest = Math.max(longest, text.length());
    ended += text.matches("(?s).*[.!?:;…\"'”’»)\\]]") ? 1 : 0;
    tokenized += text.matches("(?s).* [.!?]( [\"'”’»])?") ? 1 : 0;
  }

  /** Whether most lines end with a full stop behind a space. */
  boolean isTokenized() {
    return lines >= FEWEST && tokenized > .6 * lines;
  }

  /** Whether lines have about one length and most do not end where a sentence does. */
  boolean isWrapped() {
    double mean = (double) characters / Math.max(1, lines);
    return lines >= FEWEST && mean >= SHORTEST && longest <= LONGEST && ended < .5 * lines;
  }
}
