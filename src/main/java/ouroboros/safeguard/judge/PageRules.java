package ouroboros.safeguard.judge;

import java.util.List;
import java.util.Locale;
import ouroboros.mixture.BagBlock;

/**
 * The quality rules of Gopher (Rae et al. 2021, arXiv 2112.11446, appendix A.1.1) that need neither
 * lines nor the order of words, and one of C4 (Raffel et al. 2020, arXiv 1910.10683), which FineWeb
 * (Penedo et al. 2024, arXiv 2406.17557) applies too. A word is a token with a letter or a digit. A
 * document passes if
 *
 * <ul>
 *   <li>it has 50 to 100,000 words,
 *   <li>of 3 to 10 characters on average,
 *   <li>at most 0.1 hash signs per word, and at most 0.1 ellipses per word,
 *   <li>at least 80 % of its words have a letter,
 *   <li>it has at least two of the words the, be, to, of, and, that, have, with,
 *   <li>FineWeb only: it has no curly bracket.
 * </ul>
 *
 * <p>Not applied, because a bag of words has no lines and no order: of Gopher the two rules on
 * bullets and on ellipses at ends of lines, and the 13 on repeated lines, paragraphs and n-grams;
 * of FineWeb also its own three on lines (shares 0.12, 0.1 and 0.67), and "lorem ipsum".
 */
public final class PageRules implements PageFilter {
  private static final long serialVersionUID = 1L;

  private static final long FEWEST = 50;
  private static final long MOST = 100_000;
  private static final double SHORTEST = 3;
  private static final double LONGEST = 10;
  private static final double SYMBOLS = 0.1;
  private static final double LETTERS = 0.8;
  private static final int FEWEST_STOP_WORDS = 2;
  private static final List<String> STOP_WORDS =
      List.of("the", "be", "to", "of", "and", "that", "have", "with");
  private static final long ON_LINES_AND_ORDER = 15;
  private static final long FINEWEB_ON_LINES_AND_ORDER = ON_LINES_AND_ORDER + 4;

  /** What a type is; bits of a number. */
  private static final int WORD = 1;

  private static final int LETTER = 2;
  private static final int HASH = 4;
  private static final int ELLIPSIS = 8;
  private static final int BRACKET = 16;
  private static final int STOP = 32;

  private final byte[] facts;
  private final int[] lengths;
  private final boolean isFineWeb;

  /**
   * @param words of the types
   * @param isFineWeb whether the rule of C4 is applied too
   */
  public PageRules(List<String> words, boolean isFineWeb) {
    this.isFineWeb = isFineWeb;
    facts = new byte[words.size()];
    lengths = new int[words.size()];
    for (int t = 0; t < facts.length; t++) {
      facts[t] = (byte) facts(words.get(t));
      lengths[t] = words.get(t).codePointCount(0, words.get(t).length());
    }
  }

  private static int facts(String word) {
    boolean hasLetter = word.codePoints().anyMatch(Character::isLetter);
    return (word.codePoints().anyMatch(Character::isLetterOrDigit) ? WORD : 0)
        | (hasLetter ? LETTER : 0)
        | (word.equals("#") ? HASH : 0)
        | (word.equals("\u2026") || word.matches("\\.{3,}") ? ELLIPSIS : 0)
        | (word.contains("{") || word.contains("}") ? BRACKET : 0)
        | (STOP_WORDS.contains(word.toLowerCase(Locale.ROOT)) ? STOP : 0);
  }

  @Override
  public boolean passes(BagBlock documents, int document) {
    long words = 0;
    long characters = 0;
    long withLetter = 0;
    long hashes = 0;
    long ellipses = 0;
    int stopWords = 0;
    for (int i = documents.start(document); i < documents.ends()[document]; i++) {
      int type = documents.types()[i];
      int fact = facts[type];
      long times = documents.counts()[i];
      if ((fact & WORD) != 0) {
        words += times;
        characters += times * lengths[type];
      }
      withLetter += (fact & LETTER) != 0 ? times : 0;
      hashes += (fact & HASH) != 0 ? times : 0;
      ellipses += (fact & ELLIPSIS) != 0 ? times : 0;
      stopWords += (fact & STOP) != 0 ? 1 : 0;
      if (isFineWeb && (fact & BRACKET) != 0) {
        return false;
      }
    }
    return words >= FEWEST
        && words <= MOST
        && characters >= SHORTEST * words
        && characters <= LONGEST * words
        && hashes <= SYMBOLS * words
        && ellipses <= SYMBOLS * words
        && withLetter >= LETTERS * words
        && stopWords >= FEWEST_STOP_WORDS;
  }

  @Override
  public long notApplied() {
    return isFineWeb ? FINEWEB_ON_LINES_AND_ORDER : ON_LINES_AND_ORDER;
  }
}
