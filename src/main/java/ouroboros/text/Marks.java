package ouroboros.text;

/**
 * The marks {@code <unk>}, {@code <s>}, {@code </s>}, and tokens of the text that look like them.
 *
 * <p>A token that is a mark with any number of backslashes before it gets one backslash more, so no
 * token of a text equals a mark and no two tokens become one: {@code <s>} is kept as {@code \<s>}.
 */
public final class Marks {
  static final String[] WORDS = {"<unk>", "<s>", "</s>"};

  private Marks() {}

  /** Whether {@code text[start .. end)} is a mark behind zero or more backslashes. */
  public static boolean looksLikeOne(String text, int start, int end) {
    int from = start;
    while (from < end && text.charAt(from) == '\\') {
      from++;
    }
    if (from == end || text.charAt(from) != '<') {
      return false;
    }
    for (String mark : WORDS) {
      if (mark.length() == end - from && text.startsWith(mark, from)) {
        return true;
      }
    }
    return false;
  }

  /** The token that stands for one that {@link #looksLikeOne}. */
  public static String escaped(String token) {
    return "\\" + token;
  }
}
