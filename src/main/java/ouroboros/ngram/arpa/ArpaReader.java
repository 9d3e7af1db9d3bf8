package ouroboros.ngram.arpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.text.Vocabulary;

/**
 * Reads ARPA files as KenLM does: comments before the head, blank lines anywhere but within the
 * head, white space before numbers and between words, LF or CR LF. Anything else throws an {@link
 * ArpaException} with the line: a count that differs from its section, a missing section, something
 * that is not a finite number, a positive log probability, a repeated n-gram, a word that is not
 * among the unigrams, an n-gram whose context is missing, white space at the end of a line, or a
 * file that ends before {@code \end\} or has text behind it.
 *
 * <p>{@code <UNK>} is {@code <unk>}; if both are unigrams, the numbers of the later one count. A
 * file without them gets one with log10 probability -100. Words are equal if their bytes are equal.
 * Cost: one pass over the file, or two where a line is not plain; all n-grams are in memory. While
 * a section is read by all threads, its n-grams take 8 x (words + 1) bytes more.
 */
public final class ArpaReader {
  private static final int MOST_ORDERS = 6;
  private static final float NO_UNKNOWN = -100;

  private static final int BLOCK_BYTES = 1 << 19;
  private static final Pattern COUNT_LINE = Pattern.compile("ngram\\s+\\+?(\\d+)=(.*)");
  private static final Pattern COUNT = Pattern.compile("\\s*\\+?(\\d+)");

  private final ArpaLines lines;
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Integer> counts = new ArrayList<>();
  private long line;
  private int bits;

  /**
   * The size of the blocks that threads parse, which is possible where all lines are plain; 0 if
   * this thread reads all lines.
   */
  private final int blockBytes;

  private ArpaReader(InputStream in, int blockBytes) {
    lines = new ArpaLines(in);
    this.blockBytes = blockBytes;
  }

  /** A file that can be read again from its beginning. */
  @FunctionalInterface
  public interface File {
    /** Opens it; the bytes are uncompressed. */
    InputStream open() throws IOException;
  }

  /**
   * Reads a model.
   *
   * @param in the bytes of the file, uncompressed
   */
  public static ArpaModel read(InputStream in) throws IOException {
    return new ArpaReader(in, 0).read().orElseThrow();
  }

  /**
   * Reads a model with all threads. A file in which a line is not in the plainest form, or has a
   * mistake, is read again by one thread. Both ways give the same model.
   */
  public static ArpaModel read(File file) throws IOException {
    return read(file, BLOCK_BYTES);
  }

  /** The same with a given size of the blocks that threads parse. */
  static ArpaModel read(File file, int blockBytes) throws IOException {
    try (InputStream in = file.open()) {
      Optional<ArpaModel> model = new ArpaReader(in, blockBytes).read();
      if (model.isPresent()) {
        return model.get();
      }
    }
    try (InputStream in = file.open()) {
      return read(in);
    }
  }

  /** The model; empty only if a line is not plain and all must be. */
  private Optional<ArpaModel> read() throws IOException {
    head();
    int order = counts.size();
    int vocabulary = counts.get(0) + Vocabulary.FIRST_WORD;
    bits = KeyLayout.of(1, vocabulary).bits();
    ids.put("<unk>", Vocabulary.UNK);
    ids.put("<UNK>", Vocabulary.UNK);
    ids.put("<s>", Vocabulary.BOS);
    ids.put("</s>", Vocabulary.EOS);
    @Nullable GramTable[] levels = new GramTable[order + 1];
    PlainWords words = null;
    for (int n = 1; n <= order; n++) {
      heading("\\" + n + "-grams:", n - 1);
      GramTable shorter = levels[n - 1];
      if (shorter == null || blockBytes == 0) {
        levels[n] = section(n, order, shorter);
        continue;
      }
      int count = counts.get(n - 1);
      GramTable table = new GramTable(KeyLayout.ofBits(n, bits), 0);
      words = words == null ? new PlainWords(ids) : words;
      PlainSection section = PlainSection.of(words, n, n == order, shorter, table);
      if (!section.read(lines, count, blockBytes)) {
        return Optional.empty();
      }
      line += count;
      levels[n] = table;
    }
    heading("\\end\\", order);
    for (String after = lineOrNull(); after != null; after = lineOrNull()) {
      if (!ArpaLine.blank(after)) {
        throw wrong("text behind \\end\\: " + ArpaLine.shown(after));
      }
    }
    return Optional.of(new ArpaModel(ids, levels));
  }

  /**
   * Reads a heading.
   *
   * @param before the order of the section before it; 0 for none
   */
  private void heading(String expected, int before) throws IOException {
    String title = lineWithText();
    if (title.equals(expected)) {
      return;
    }
    if (before > 0 && !title.startsWith("\\")) {
      throw wrong(
          "the head says "
              + counts.get(before - 1)
              + " "
              + before
              + "-grams, the section has more: "
              + ArpaLine.shown(title));
    }
    throw wrong("expected " + expected + ", found " + ArpaLine.shown(title));
  }

  private void head() throws IOException {
    String first = lineWithText();
    while (first.startsWith("#")) {
      first = lineWithText();
    }
    if (!first.equals("\\data\\")) {
      throw wrong("expected \\data\\, found " + ArpaLine.shown(first) + "; is this an ARPA file?");
    }
    String count = line();
    while (!ArpaLine.blank(count)) {
      int n = counts.size() + 1;
      Matcher line = COUNT_LINE.matcher(count);
      if (!line.matches() || !line.group(1).equals(String.valueOf(n))) {
        throw wrong("expected ngram " + n + "=COUNT, found " + ArpaLine.shown(count));
      }
      counts.add(count(line.group(2)));
      count = line();
    }
    if (counts.isEmpty() || counts.size() > MOST_ORDERS) {
      throw wrong("the head counts " + counts.size() + " orders; it must be 1 .. " + MOST_ORDERS);
    }
  }

  /** As in KenLM, what follows the digits does not matter; the section is counted anyway. */
  private int count(String text) {
    Matcher digits = COUNT.matcher(text);
    try {
      int count = digits.lookingAt() ? Integer.parseInt(digits.group(1)) : -1;
      if (count >= 0 && count < Integer.MAX_VALUE / 2) {
        return count;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw wrong(
        ArpaLine.shown(text.strip())
            + " is no count; it must lie in 0 .. "
            + (Integer.MAX_VALUE / 2 - 1));
  }

  private GramTable section(int n, int order, @Nullable GramTable shorter) throws IOException {
    KeyLayout layout = KeyLayout.ofBits(n, bits);
    int size = counts.get(n - 1);
    GramTable table = new GramTable(layout, size);
    PlainGrams plain =
        shorter == null ? null : new PlainGrams(new PlainWords(ids), n, n == order, shorter);
    for (int i = 0; i < size; i++) {
      boolean there = hasLine();
      if (there && plain != null && plain.add(lines, table)) {
        continue;
      }
      String text = there ? text() : ended();
      long end = line;
      while (ArpaLine.blank(text)) {
        text = line();
      }
      if (text.startsWith("\\")) {
        throw new ArpaException(
            end,
            "the head says "
                + size
                + " "
                + n
                + "-grams, the section has "
                + i
                + "; was the file cut or edited?");
      }
      gram(n, order, text, table, shorter);
    }
    if (n == 1) {
      for (String mark : List.of("<s>", "</s>")) {
        if (table.find(new int[] {ids.getOrDefault(mark, 0)}, 1) < 0) {
          throw new ArpaException(line + 1, "the unigrams have no " + mark + spelled(mark));
        }
      }
      if (table.find(new int[] {Vocabulary.UNK}, 1) < 0) {
        table.addNew(new int[] {Vocabulary.UNK}, NO_UNKNOWN, 0);
      }
    }
    return table;
  }

  private String spelled(String mark) {
    String capital = mark.toUpperCase(Locale.ROOT);
    return ids.containsKey(capital) ? "; " + capital + " is an ordinary word" : "";
  }

  private void gram(int n, int order, String text, GramTable table, @Nullable GramTable shorter) {
    int start = ArpaLine.skip(text, 0);
    int at = ArpaLine.field(text, start);
    if (at == text.length() || (n == 1 && text.charAt(at) != '\t')) {
      throw wrong("expected LOG10 TAB " + n + " words, found " + ArpaLine.shown(text));
    }
    String log10 = text.substring(start, at);
    float probability = number(log10);
    if (probability > 0) {
      throw wrong("log10 probability " + log10 + " is above 0");
    }
    if (n == 1 && text.startsWith("\t\t", at) && ArpaLine.isNumber(text.substring(at).strip())) {
      throw wrong("a word is empty");
    }
    String[] words = new String[n];
    for (int i = 0; i < n; i++) {
      int from = ArpaLine.skip(text, at);
      at = ArpaLine.field(text, from);
      if (from == at) {
        throw wrong(i + " words in the section of " + n + "-grams: " + ArpaLine.shown(text));
      }
      words[i] = text.substring(from, at);
    }
    float backOff = 0;
    if (at < text.length()) {
      if (text.charAt(at) != '\t') {
        throw wrong(
            ArpaLine.blank(text.substring(at))
                ? "white space behind the last word: " + ArpaLine.shown(text)
                : ArpaLine.many(text, start)
                    + " words in the section of "
                    + n
                    + "-grams: "
                    + ArpaLine.shown(text));
      }
      String weight = text.substring(ArpaLine.skip(text, at));
      backOff = number(n == order ? weight.stripTrailing() : weight);
      if (n == order && backOff != 0) {
        throw wrong("an n-gram of the highest order has a back-off weight other than 0");
      }
    }
    int[] tokens = new int[n];
    for (int i = 0; i < n; i++) {
      tokens[i] = n == 1 ? learn(words[i]) : known(words[i]);
    }
    int there = table.find(tokens, n);
    if (there >= 0 && n == 1 && tokens[0] == Vocabulary.UNK) {
      table.set(there, probability, backOff);
      return;
    }
    if (there >= 0) {
      throw wrong("the n-gram \"" + String.join(" ", words) + "\" occurs twice");
    }
    if (shorter != null && shorter.find(tokens, n - 1) < 0) {
      throw wrong(
          "the context of \""
              + String.join(" ", words)
              + "\" is no "
              + (n - 1)
              + "-gram of the file");
    }
    table.addNew(tokens, probability, backOff);
  }

  private int learn(String word) {
    Integer known = ids.get(word);
    if (known != null) {
      return known;
    }
    int id = ids.size();
    ids.put(word, id);
    return id;
  }

  private int known(String word) {
    Integer id = ids.get(word);
    if (id == null) {
      throw wrong("the word " + ArpaLine.shown(word) + " is no unigram of the file");
    }
    return id;
  }

  private float number(String text) {
    if (ArpaLine.isNumber(text)) {
      float number = Float.parseFloat(text);
      if (!Float.isInfinite(number)) {
        return number;
      }
    }
    throw wrong(ArpaLine.shown(text) + " is no finite number");
  }

  private String lineWithText() throws IOException {
    String text = line();
    while (ArpaLine.blank(text)) {
      text = line();
    }
    return text;
  }

  private String line() throws IOException {
    String text = lineOrNull();
    return text == null ? ended() : text;
  }

  private String ended() {
    throw wrong("the file ends here; \\end\\ is missing; was it cut off?");
  }

  private @Nullable String lineOrNull() throws IOException {
    return hasLine() ? text() : null;
  }

  private boolean hasLine() throws IOException {
    line++;
    return lines.next();
  }

  private String text() throws IOException {
    try {
      return lines.text();
    } catch (CharacterCodingException e) {
      throw wrong("not UTF-8 in this line");
    }
  }

  private ArpaException wrong(String problem) {
    return new ArpaException(line, problem);
  }
}
