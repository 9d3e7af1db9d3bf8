package ouroboros.text.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ouroboros.text.Notice;

/**
 * A text without its C2PA marks, and what they said.
 *
 * <p>C2PA 2.4, "Embedding manifests into unstructured text": U+FEFF, then one variation selector
 * per byte (U+FE00 .. U+FE0F for 0 .. 15, U+E0100 .. U+E01EF for 16 .. 255) of the magic {@code
 * C2PATXT} and a zero, the version 1, the length of the manifest in four bytes, most significant
 * first, the manifest, and any number of bytes of padding. Signatures are not checked.
 *
 * <p>A mark is broken if it has another version or is shorter than its length, or if any other
 * variation selectors follow U+FEFF. U+FEFF may be missing: it is dropped where it begins a file.
 * In a text with a mark, whole or broken, variation selectors that no character can have (two in a
 * row, or one behind white space) are the rest of a broken mark and are removed too.
 *
 * @param text without marks; the same object where there are none
 * @param marks how many are whole
 * @param broken how many are broken
 * @param isByModel whether a whole mark says that a model wrote the text
 */
public record ContentCredentials(String text, int marks, int broken, boolean isByModel) {
  private static final byte[] MAGIC = "C2PATXT\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = MAGIC.length + 1 + Integer.BYTES;
  private static final int LEAST = 4;
  private static final char PREFIX = '\uFEFF';

  /** The selector of the first byte of the magic. */
  private static final String FIRST = Character.toString(0xE0100 + 'C' - 16);

  /** Ends the names of the digital source types of models. */
  private static final String MODEL = "rainedAlgorithmicMedia";

  /** Reads and removes the marks of a text. */
  public static ContentCredentials of(String text) {
    if (text.indexOf(PREFIX) < 0 && !text.contains(FIRST)) {
      return new ContentCredentials(text, 0, 0, false);
    }
    return new Scan(text).read();
  }

  /** A text without its marks, which are counted as found at a place. */
  public static String removedFrom(String text, IngestReport tally, Origin at) {
    ContentCredentials found = of(text);
    count(tally, Notice.CONTENT_CREDENTIALS, found.marks, at);
    count(tally, Notice.BROKEN_CREDENTIALS, found.broken, at);
    count(tally, Notice.CREDENTIALS_OF_MODELS, found.isByModel ? 1 : 0, at);
    return found.text;
  }

  private static void count(IngestReport tally, Notice notice, int times, Origin at) {
    if (times > 0) {
      tally.add(notice, times, at);
    }
  }

  /** One pass over a text. */
  private static final class Scan {
    private final String text;
    private final StringBuilder kept = new StringBuilder();
    private int marks;
    private int broken;
    private boolean isByModel;

    Scan(String text) {
      this.text = text;
    }

    ContentCredentials read() {
      int at = 0;
      while (at < text.length()) {
        boolean isPrefixed = text.charAt(at) == PREFIX;
        int from = isPrefixed ? at + 1 : at;
        int to = endOfSelectors(from);
        if (to > from && isMark(isPrefixed, from, to)) {
          at = to;
        } else {
          int end = to > from ? to : at + Character.charCount(text.codePointAt(at));
          kept.append(text, at, end);
          at = end;
        }
      }
      return marks + broken == 0
          ? new ContentCredentials(text, 0, 0, false)
          : new ContentCredentials(withoutRests(kept), marks, broken, isByModel);
    }

    private int endOfSelectors(int from) {
      int to = from;
      while (to < text.length() && value(text.codePointAt(to)) >= 0) {
        to += Character.charCount(text.codePointAt(to));
      }
      return to;
    }

    /** Counts a run of selectors that is a mark, whole or broken. */
    private boolean isMark(boolean isPrefixed, int from, int to) {
      byte[] bytes = bytes(text.substring(from, to));
      int known = Math.min(bytes.length, MAGIC.length);
      boolean isMagic = Arrays.equals(bytes, 0, known, MAGIC, 0, known);
      if (!isPrefixed && !(isMagic && known >= LEAST)) {
        return false;
      }
      if (isMagic && isWhole(bytes)) {
        marks++;
        int length = ByteBuffer.wrap(bytes).getInt(MAGIC.length + 1);
        String manifest = new String(bytes, HEADER, length, StandardCharsets.ISO_8859_1);
        isByModel |= manifest.contains(MODEL);
      } else {
        broken++;
      }
      return true;
    }
  }

  private static boolean isWhole(byte[] bytes) {
    if (bytes.length < HEADER || bytes[MAGIC.length] != 1) {
      return false;
    }
    int length = ByteBuffer.wrap(bytes).getInt(MAGIC.length + 1);
    return length >= 0 && length <= bytes.length - HEADER;
  }

  private static byte[] bytes(String selectors) {
    int[] points = selectors.codePoints().toArray();
    byte[] bytes = new byte[points.length];
    for (int i = 0; i < points.length; i++) {
      bytes[i] = (byte) value(points[i]);
    }
    return bytes;
  }

  /** The byte of a variation selector; -1 for any other character. */
  private static int value(int point) {
    if (point >= 0xFE00 && point <= 0xFE0F) {
      return point - 0xFE00;
    }
    return point >= 0xE0100 && point <= 0xE01EF ? point - 0xE0100 + 16 : -1;
  }

  /** Removes the selectors that belong to no character. */
  private static String withoutRests(StringBuilder text) {
    StringBuilder kept = new StringBuilder(text.length());
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean isSelector = value(points[i]) >= 0;
      boolean isFree =
          isSelector
              && (i == 0 || value(points[i - 1]) >= 0 || Character.isWhitespace(points[i - 1]));
      boolean isFirstOfMore = isSelector && i + 1 < points.length && value(points[i + 1]) >= 0;
      if (!isFree && !isFirstOfMore) {
        kept.appendCodePoint(points[i]);
      }
    }
    return kept.toString();
  }
}
