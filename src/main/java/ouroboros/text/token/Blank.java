package ouroboros.text.token;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;

/** Code points that are not part of a token where they are at its edge. */
final class Blank {
  private Blank() {}

  /** Whether a code point has the Unicode property White_Space. */
  static boolean space(int codePoint) {
    return codePoint <= 0x7F ? ascii(codePoint) : UCharacter.isUWhiteSpace(codePoint);
  }

  /** Whether a code point is white space of ASCII: space, tab, LF, VT, FF or CR. */
  static boolean ascii(int codePoint) {
    return codePoint == ' ' || (codePoint >= 0x09 && codePoint <= 0x0D);
  }

  /**
   * White space, control characters, and invisible format characters such as the zero-width space.
   */
  static boolean unseen(int codePoint) {
    if (codePoint <= 0x7F) {
      return codePoint <= ' ' || codePoint == 0x7F;
    }
    if (UCharacter.isUWhiteSpace(codePoint)) {
      return true;
    }
    int type = UCharacter.getType(codePoint);
    return type == UCharacterCategory.CONTROL
        || (type == UCharacterCategory.FORMAT
            && UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT));
  }
}
