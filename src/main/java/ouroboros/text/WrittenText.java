package ouroboros.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Sentences of token numbers as text that reads back as the same tokens: a sentence to a line,
 * tokens separated by a space. A token that was escaped because it looks like a mark is written as
 * it was in the text, because reading escapes it again.
 */
public final class WrittenText {
  /** What readers drop from the start of a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Vocabulary vocabulary;
  private final String unknown;
  private boolean begun;

  /** For sentences of this vocabulary. */
  public WrittenText(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    String free = vocabulary.word(Vocabulary.UNK);
    while (vocabulary.id(Marks.escaped(free)) != Vocabulary.UNK) {
      free = Marks.escaped(free);
    }
    unknown = free;
  }

  /**
   * The next line, without its end. The first line of a file gets a byte order mark if its first
   * token begins with one, since the first of a file is not text.
   */
  public String line(int[] sentence) {
    String line = Arrays.stream(sentence).mapToObj(this::word).collect(Collectors.joining(" "));
    boolean first = !begun;
    begun = true;
    return first && line.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + line : line;
  }

  /** {@code <unk>} is written with as many backslashes as no word of the text has. */
  private String word(int id) {
    return id == Vocabulary.UNK ? unknown : Marks.unescaped(vocabulary.word(id));
  }
}
