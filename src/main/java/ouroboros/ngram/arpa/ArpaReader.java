package ouroboros.ngram.arpa;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.text.Vocabulary;

/**
 * Reads ARPA files strictly, in the form that KenLM and SRILM write. Anything else throws an {@link
 * ArpaException} with the line: a count that differs from its section, a missing section, something
 * that is not a finite number, a positive log probability, a repeated n-gram, a word that is not
 * among the unigrams, an n-gram whose context is missing, or a file that ends before {@code \end\}.
 *
 * <p>A file without {@code <unk>} gets one with log10 probability -100, as in KenLM. Words are
 * equal if their bytes are equal. Cost: one pass over the file; all n-grams are in memory.
 */
public final class ArpaReader {
  private static final int MOST_ORDERS = 6;
  private static final float NO_UNKNOWN = -100;
  private static final int BUFFER = 1 << 16;

  private final BufferedReader in;
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Integer> counts = new ArrayList<>();
  private long line;
  private int bits;

  private ArpaReader(InputStream in) {
    this.in =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            BUFFER);
  }

  /**
   * Reads a model.
   *
   * @param in the bytes of the file, uncompressed
   */
  public static ArpaModel read(InputStream in) throws IOException {
    return new ArpaReader(in).read();
  }

  private ArpaModel read() throws IOException {
    head();
    int order = counts.size();
    int vocabulary = counts.get(0) + Vocabulary.FIRST_WORD;
    bits = KeyLayout.of(1, vocabulary).bits();
    ids.put("<unk>", Vocabulary.UNK);
    ids.put("<s>", Vocabulary.BOS);
    ids.put("</s>", Vocabulary.EOS);
    @Nullable GramTable[] levels = new GramTable[order + 1];
    for (int n = 1; n <= order; n++) {
      String title = lineWithText();
      if (!title.equals("\\" + n + "-grams:")) {
        throw wrong("expected \\" + n + "-grams:, found " + shown(title));
      }
      levels[n] = section(n, order, n == 1 ? null : levels[n - 1]);
    }
    String end = lineWithText();
    if (!end.equals("\\end\\")) {
      throw wrong("expected \\end\\, found " + shown(end));
    }
    return new ArpaModel(ids, levels);
  }

  private void head() throws IOException {
    String first = lineWithText();
    if (!first.equals("\\data\\")) {
      throw wrong("expected \\data\\, found " + shown(first) + "; is this an ARPA file?");
    }
    String count = line();
    while (!count.isEmpty()) {
      int n = counts.size() + 1;
      String start = "ngram " + n + "=";
      if (!count.startsWith(start)) {
        throw wrong("expected " + start + "COUNT, found " + shown(count));
      }
      counts.add(count(count.substring(start.length()).strip()));
      count = line();
    }
    if (counts.isEmpty() || counts.size() > MOST_ORDERS) {
      throw wrong("the head counts " + counts.size() + " orders; it must be 1 .. " + MOST_ORDERS);
    }
  }

  private int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 0 && count < Integer.MAX_VALUE / 2) {
        return count;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw wrong(shown(text) + " is no count; it must lie in 0 .. " + (Integer.MAX_VALUE / 2 - 1));
  }

  private GramTable section(int n, int order, @Nullable GramTable shorter) throws IOException {
    KeyLayout layout = KeyLayout.ofBits(n, bits);
    int size = counts.get(n - 1);
    GramTable table = new GramTable(layout);
    for (int i = 0; i < size; i++) {
      String text = line();
      if (text.isEmpty() || text.startsWith("\\")) {
        throw wrong(
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
    String after = line();
    if (!after.isEmpty()) {
      throw wrong(
          "the head says " + size + " " + n + "-grams, the section has more: " + shown(after));
    }
    if (n == 1) {
      for (String mark : List.of("<s>", "</s>")) {
        if (table.find(new int[] {ids.getOrDefault(mark, 0)}, 1) < 0) {
          throw wrong("the unigrams have no " + mark);
        }
      }
      if (table.find(new int[] {Vocabulary.UNK}, 1) < 0) {
        table.add(new int[] {Vocabulary.UNK}, NO_UNKNOWN, 0);
      }
    }
    return table;
  }

  private void gram(int n, int order, String text, GramTable table, @Nullable GramTable shorter) {
    int tab = text.indexOf('\t');
    int next = tab < 0 ? -1 : text.indexOf('\t', tab + 1);
    if (tab < 0) {
      throw wrong("expected LOG10 TAB " + n + " words, found " + shown(text));
    }
    float probability = number(text.substring(0, tab));
    if (probability > 0) {
      throw wrong("log10 probability " + text.substring(0, tab) + " is above 0");
    }
    float backOff = 0;
    if (next >= 0) {
      if (n == order) {
        throw wrong("an n-gram of the highest order has a back-off weight");
      }
      backOff = number(text.substring(next + 1));
    }
    String[] words = text.substring(tab + 1, next < 0 ? text.length() : next).split(" ", -1);
    if (words.length != n) {
      throw wrong(words.length + " words in the section of " + n + "-grams: " + shown(text));
    }
    int[] tokens = new int[n];
    for (int i = 0; i < n; i++) {
      tokens[i] = n == 1 ? learn(words[i]) : known(words[i]);
    }
    if (table.find(tokens, n) >= 0) {
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
    table.add(tokens, probability, backOff);
  }

  private int learn(String word) {
    if (word.isEmpty()) {
      throw wrong("a word is empty");
    }
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
      throw wrong("the word " + shown(word) + " is no unigram of the file");
    }
    return id;
  }

  private float number(String text) {
    try {
      float number = Float.parseFloat(text);
      if (!Float.isNaN(number) && !Float.isInfinite(number) && !text.isBlank()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw wrong(shown(text) + " is no finite number");
  }

  private String lineWithText() throws IOException {
    String text = line();
    while (text.isEmpty()) {
      text = line();
    }
    return text;
  }

  private String line() throws IOException {
    line++;
    String text;
    try {
      text = in.readLine();
    } catch (CharacterCodingException e) {
      throw new ArpaException(
          line, "not UTF-8 in this line or the " + BUFFER + " characters from here on");
    }
    if (text == null) {
      throw wrong("the file ends here; \\end\\ is missing; was it cut off?");
    }
    return text;
  }

  private ArpaException wrong(String problem) {
    return new ArpaException(line, problem);
  }

  private static String shown(String text) {
    return "\"" + (text.length() <= 80 ? text : text.substring(0, 77) + "...") + "\"";
  }
}
