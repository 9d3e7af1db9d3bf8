package ouroboros.text;

/**
 * The marks {@code <unk>}, {@code <s>} and {@code </s>}, and how tokens of a text that look like a
 * mark are escaped.
 *
 * <p>A token that consists of zero or more backslashes and a mark gets one more backslash. So no
 * token of a text equals a mark, and different tokens stay different: {@code <s>} becomes {@code
 * \<s>}.
 */
public final class Marks {
  static final String[] WORDS = {"<unk>", "<s>", "</s>"};

  private Marks() {}

  /** Whether {@code text[start .. end)} is zero or more backslashes followed by a mark. */
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

  /** The escaped form of a token that {@link #looksLikeOne}. */
  public static String escaped(String token) {
    return "\\" + token;
  }
}
