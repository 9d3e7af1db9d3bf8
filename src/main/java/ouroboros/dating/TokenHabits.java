package ouroboros.dating;

import java.util.Optional;

/**
 * How a text is cut into tokens, as far as its tokens show it.
 *
 * @param tokens number of tokens
 * @param punctuation tokens without a letter or digit
 * @param glued tokens of a letter or digit with a full stop, comma or the like at the end
 * @param capitals tokens with an upper-case letter
 */
public record TokenHabits(long tokens, long punctuation, long glued, long capitals) {
  /** No tokens. */
  public static final TokenHabits NONE = new TokenHabits(0, 0, 0, 0);

  private static final String AT_THE_END = ".,;:!?\")";

  /** Shares of tokens differ by accident by less than this. */
  private static final double FAR = .02;

  /** The habits with one more type. */
  public TokenHabits with(String word, long count) {
    if (word.isEmpty() || count == 0) {
      return this;
    }
    boolean mark = word.codePoints().noneMatch(Character::isLetterOrDigit);
    boolean ends = AT_THE_END.indexOf(word.charAt(word.length() - 1)) >= 0;
    boolean capital = word.codePoints().anyMatch(Character::isUpperCase);
    return new TokenHabits(
        tokens + count,
        punctuation + (mark ? count : 0),
        glued + (ends && !mark ? count : 0),
        capitals + (capital ? count : 0));
  }

  /** What shows that two texts were not cut into tokens in the same way, if anything does. */
  Optional<String> difference(TokenHabits other) {
    if (differs(glued, tokens, other.glued, other.tokens)) {
      return Optional.of(
          shares("tokens end with a punctuation mark", glued, other.glued, other.tokens));
    }
    if (differs(capitals, tokens, other.capitals, other.tokens)) {
      return Optional.of(
          shares("tokens have an upper-case letter", capitals, other.capitals, other.tokens));
    }
    if (differs(punctuation, tokens, other.punctuation, other.tokens)) {
      return Optional.of(
          shares("tokens are punctuation", punctuation, other.punctuation, other.tokens));
    }
    return Optional.empty();
  }

  /** A habit that one of the texts hardly has. */
  private static boolean differs(long a, long allA, long b, long allB) {
    double x = (double) a / Math.max(1, allA);
    double y = (double) b / Math.max(1, allB);
    return Math.max(x, y) > FAR && Math.min(x, y) < Math.max(x, y) / 5;
  }

  private String shares(String what, long own, long theirs, long all) {
    return Percent.of((double) own / Math.max(1, tokens))
        + " of REAL's "
        + what
        + ", and "
        + Percent.of((double) theirs / Math.max(1, all))
        + " of CANDIDATE's";
  }
}
