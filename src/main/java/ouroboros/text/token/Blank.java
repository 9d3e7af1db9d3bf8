package ouroboros.text.token;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;

/** Which code points are no part of any token where they stand at its edge. */
final class Blank {
  private Blank() {}

  /** Whether a code point has the Unicode property White_Space. */
  static boolean space(int codePoint) {
    return codePoint <= 0x7F
        ? codePoint == ' ' || (codePoint >= 0x09 && codePoint <= 0x0D)
        : UCharacter.isUWhiteSpace(codePoint);
  }

  /** White space, controls, and format characters that are not to be seen (zero-width space). */
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
