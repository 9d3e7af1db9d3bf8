package ouroboros.text;

import java.util.List;

/**
 * The marks {@code <unk>}, {@code <s>} and {@code </s>}, and how tokens of a text that look like a
 * mark are escaped. {@code <UNK>} is also escaped, because readers of ARPA files take it for {@code
 * <unk>}.
 *
 * <p>A token that consists of zero or more backslashes and a mark gets one more backslash. So no
 * token of a text equals a mark, and different tokens stay different: {@code <s>} becomes {@code
 * \<s>}.
 */
public final class Marks {
  static final String[] WORDS = {"<unk>", "<s>", "</s>"};
  private static final List<String> READ_AS_ONE = List.of("<unk>", "<s>", "</s>", "<UNK>");

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
    for (String mark : READ_AS_ONE) {
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

  /** A token of a vocabulary as it was in the text: the inverse of {@link #escaped}. */
  public static String unescaped(String token) {
    return token.startsWith("\\") && looksLikeOne(token, 0, token.length())
        ? token.substring(1)
        : token;
  }
}
