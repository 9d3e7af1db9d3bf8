package ouroboros.text;

import java.io.Serializable;

/**
 * The types of a corpus and their numbers.
 *
 * <p>Number 0 is {@code <unk>}, 1 is {@code <s>}, 2 is {@code </s>}. Then follow the types of R in
 * descending order of their count in R, ties in the order of their code units; then the types that
 * occur in reserve only, in descending order of their count there. So a type occurs in R if and
 * only if {@code id < realEnd()}, and the ids are in the order of frequency; where R's documents
 * were drawn again (see {@link #redrawn}), this is said of the R that they were drawn from. No word
 * contains white space or a lone surrogate.
 */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final int UNK = 0;
  public static final int BOS = 1;
  public static final int EOS = 2;

  /** The first number of a word; lower numbers are marks. */
  public static final int FIRST_WORD = 3;

  private final TypeTable table;
  private final long[] realCounts;
  private final int realEnd;

  /**
   * @param words [size] the word of each id, the three marks included
   * @param realCounts [size] occurrences in R; {@code <s>} and {@code </s>} occur once per sentence
   */
  public Vocabulary(String[] words, long[] realCounts) {
    this(words, realCounts, realEnd(realCounts));
  }

  private Vocabulary(String[] words, long[] realCounts, int realEnd) {
    this.realCounts = realCounts.clone();
    this.realEnd = realEnd;
    this.table = new TypeTable(words.length);
    for (int id = 0; id < words.length; id++) {
      if (table.add(words[id]) != id) {
        throw new IllegalArgumentException(
            "the word " + words[id] + " occurs twice in a vocabulary");
      }
    }
  }

  private static int realEnd(long[] realCounts) {
    int end = FIRST_WORD;
    while (end < realCounts.length && realCounts[end] > 0) {
      end++;
    }
    return end;
  }

  /**
   * The same ids, with the counts of an R whose documents were drawn again. It has no types that R
   * lacks; types that it lost keep their ids and have the count 0.
   *
   * @param redrawn [size] occurrences in that R
   */
  public Vocabulary redrawn(long[] redrawn) {
    return new Vocabulary(words(), redrawn, realEnd);
  }

  /** The same ids and counts, where the first {@code realTypes} types are those of R. */
  public Vocabulary closedAt(int realTypes) {
    return new Vocabulary(words(), realCounts, FIRST_WORD + realTypes);
  }

  /** One more than the highest id. */
  public int size() {
    return table.size();
  }

  /** One more than the highest id that occurs in R. */
  public int realEnd() {
    return realEnd;
  }

  /** How many types R has, without the three marks. */
  public int realTypes() {
    return realEnd - FIRST_WORD;
  }

  /** The word of an id. */
  public String word(int id) {
    return table.word(id);
  }

  /**
   * The id of a word; {@link #UNK} for a word that is not in the vocabulary, and for the word
   * {@code <unk>} itself.
   */
  public int id(String word) {
    return Math.max(UNK, table.find(word, 0, word.length()));
  }

  /** How often an id occurs in R. */
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
