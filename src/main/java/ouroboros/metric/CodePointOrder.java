package ouroboros.metric;

import java.util.Comparator;

/**
 * The order of texts by their UTF-8 bytes, which is the order of their code points. {@link
 * String#compareTo} differs from it for characters above U+FFFF.
 */
public enum CodePointOrder implements Comparator<String> {
  /** The only instance. */
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    if (a.equals(b)) {
      return 0; // a common case, and much faster than the loop
    }
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }
}
