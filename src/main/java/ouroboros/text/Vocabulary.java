package ouroboros.text;

import java.io.Serializable;

/**
 * The types of a corpus and their numbers.
 *
 * <p>0 is {@code <unk>}, 1 {@code <s>}, 2 {@code </s>}; then R's types by falling count in R, ties
 * by code units; then the types that only reserve has, by falling count there. So {@code id <
 * realEnd()} says whether a type occurs in R, and the order of ids is that of frequency. No word
 * holds white space or a lone surrogate.
 */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final int UNK = 0;
  public static final int BOS = 1;
  public static final int EOS = 2;

  /** The first number that is a word. */
  public static final int FIRST_WORD = 3;

  private final TypeTable table;
  private final long[] realCounts;
  private final int realEnd;

  /**
   * @param words [size] the word of each id, the three marks included
   * @param realCounts [size] occurrences in R, {@code <s>} and {@code </s>} once a sentence
   */
  public Vocabulary(String[] words, long[] realCounts) {
    this.realCounts = realCounts.clone();
    int end = FIRST_WORD;
    while (end < words.length && realCounts[end] > 0) {
      end++;
    }
    this.realEnd = end;
    this.table = new TypeTable(words.length);
    for (int id = 0; id < words.length; id++) {
      if (table.add(words[id]) != id) {
        throw new IllegalArgumentException(
            "the word " + words[id] + " stands twice in a vocabulary");
      }
    }
  }

  /** One more than the highest id. */
  public int size() {
    return table.size();
  }

  /** One more than the highest id that occurs in R. */
  public int realEnd() {
    return realEnd;
  }

  /** How many types R has, the three marks not counted. */
  public int realTypes() {
    return realEnd - FIRST_WORD;
  }

  /** The word of an id. */
  public String word(int id) {
    return table.word(id);
  }

  /** The id of a word; {@link #UNK} where there is none, and for the word {@code <unk>} itself. */
  public int id(String word) {
    return Math.max(UNK, table.find(word, 0, word.length()));
  }

  /** Occurrences of an id in R. */
  public long realCount(int id) {
    return realCounts[id];
  }

  /** [size] a copy of the words in the order of their ids. */
  public String[] words() {
    String[] words = new String[size()];
    for (int id = 0; id < words.length; id++) {
      words[id] = table.word(id);
    }
    return words;
  }
}
