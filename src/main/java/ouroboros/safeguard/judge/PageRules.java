package ouroboros.safeguard.judge;

import java.util.List;
import java.util.Locale;
import ouroboros.mixture.BagBlock;

/**
 * The rules of Gopher, C4 and FineWeb that need neither lines nor the order of words. A word is a
 * token with a letter or a digit. A document passes if
 *
 * <ul>
 *   <li>it has 50 to 100,000 words,
 *   <li>of 3 to 10 characters on average,
 *   <li>at most 0.1 hash signs per word, and at most 0.1 ellipses per word,
 *   <li>at least 80 % of its words have a letter,
 *   <li>it has at least two different ones of the words the, be, to, of, and, that, have, with,
 *   <li>FineWeb only: it has no opening curly bracket, a rule of C4.
 * </ul>
 *
 * <p>Sources. Gopher: Rae et al. 2021, arXiv 2112.11446, appendix A.1.1. C4: Raffel et al. 2020,
 * arXiv 1910.10683, section 2.2. FineWeb: Penedo et al. 2024, arXiv 2406.17557. The same constants
 * are the defaults of {@code GopherQualityFilter} and {@code C4QualityFilter} in
 * src/datatrove/pipeline/filters of huggingface/datatrove, whose examples/fineweb.py lists what
 * FineWeb applies. That code counts occurrences of the eight words, not different ones, and divides
 * symbols and words with a letter by all tokens, punctuation included.
 *
 * <p>Not applied, because a bag of words has no lines and no order:
 *
 * <ul>
 *   <li>15 rules of Gopher: of {@code GopherQualityFilter} those on bullets and on ellipses at ends
 *       of lines; all 13 of {@code GopherRepetitionFilter} (table A1);
 *   <li>6 rules of C4 that FineWeb applies: "lorem ipsum", lines with "javascript", with words of
 *       policies, of fewer than 3 words or with a word of more than 1,000 characters, pages of
 *       fewer than 5 sentences;
 *   <li>4 rules of {@code FineWebQualityFilter}: pages where at most 0.12 of the lines end with
 *       punctuation, where at least 0.67 of the lines have at most 30 characters, or with more than
 *       0.3 line breaks per word, and pages with repeated lines: at least 0.1 of the characters in
 *       the paper (section 3.6), 0.01 in the code.
 * </ul>
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
  private static final long FINEWEB_ON_LINES_AND_ORDER = ON_LINES_AND_ORDER + 6 + 4;

  /** What a type is; bits of a number. */
  private static final int WORD = 1;

  private static final int LETTER = 2;
  private static final int HASH = 4;
  private static final int ELLIPSIS = 8;
  private static final int BRACKET = 16;

  /** Which of the words of {@link #STOP_WORDS} it is: one of eight bits, from this one on. */
  private static final int STOP = 8;

  private final short[] facts;
  private final int[] lengths;
  private final boolean isFineWeb;

  /**
   * @param words of the types
   * @param isFineWeb whether the rule of C4 on curly brackets is applied too
   */
  public PageRules(List<String> words, boolean isFineWeb) {
    this.isFineWeb = isFineWeb;
    facts = new short[words.size()];
    lengths = new int[words.size()];
    for (int t = 0; t < facts.length; t++) {
      facts[t] = (short) facts(words.get(t));
      lengths[t] = words.get(t).codePointCount(0, words.get(t).length());
    }
  }

  private static int facts(String word) {
    int stopWord = STOP_WORDS.indexOf(word.toLowerCase(Locale.ROOT));
    boolean hasLetter = word.codePoints().anyMatch(Character::isLetter);
    return (word.codePoints().anyMatch(Character::isLetterOrDigit) ? WORD : 0)
        | (hasLetter ? LETTER : 0)
        | (word.equals("#") ? HASH : 0)
        | (word.equals("\u2026") || word.matches("\\.{3,}") ? ELLIPSIS : 0)
        | (word.contains("{") ? BRACKET : 0)
        | (stopWord >= 0 ? 1 << (STOP + stopWord) : 0);
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
      stopWords |= times > 0 ? (fact & 0xffff) >>> STOP : 0;
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
        && Integer.bitCount(stopWords) >= FEWEST_STOP_WORDS;
  }

  @Override
  public long notApplied() {
    return isFineWeb ? FINEWEB_ON_LINES_AND_ORDER : ON_LINES_AND_ORDER;
  }
}
