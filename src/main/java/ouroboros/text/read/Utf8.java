package ouroboros.text.read;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the UTF-8 of one file and remembers its damage. Each byte sequence that is not valid
 * UTF-8 becomes one U+FFFD, by the rules of Java's decoder. Cost: one pass over the bytes.
 */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int SAMPLE = 4096;

  private final ByteArrayOutputStream sample = new ByteArrayOutputStream(0);
  private long bytes;
  private long replaced;
  private long lastReplaced;
  private long soundNearby;

  /** The text of {@code from[start .. start + length)}. */
  public String decode(byte[] from, int start, int length) {
    String text = new String(from, start, length, StandardCharsets.UTF_8);
    bytes += length;
    lastReplaced = 0;
    if (text.indexOf(REPLACEMENT) >= 0) {
      lastReplaced = count(text) - literal(from, start, length);
      if (lastReplaced > 0) {
        replaced += lastReplaced;
        soundNearby += text.chars().filter(c -> c > 0x7F && c != REPLACEMENT).count();
        sample.write(from, start, Math.min(length, SAMPLE - sample.size()));
      }
    }
    return text;
  }

  /** How many sequences the last {@link #decode} replaced. */
  public long lastReplaced() {
    return lastReplaced;
  }

  /** What decoding gave so far. */
  public Utf8Decoding decoding() {
    return decoding(bytes);
  }

  /** The same for a file of which only some of the bytes had to be decoded. */
  Utf8Decoding decoding(long ofBytes) {
    String encoding = replaced == 0 ? "" : encoding();
    return new Utf8Decoding(ofBytes, replaced, soundNearby, encoding, replaced);
  }

  /** The encoding that the damaged lines most probably have. */
  private String encoding() {
    for (CharsetMatch match : new CharsetDetector().setText(sample.toByteArray()).detectAll()) {
      if (!match.getName().startsWith("UTF-")) {
        return match.getName().equals("ISO-8859-1") ? "windows-1252" : match.getName();
      }
    }
    return "windows-1252";
  }

  /** The text with each lone surrogate replaced by U+FFFD; the same object if there is none. */
  public static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (fixed == null) {
        fixed = new StringBuilder(text);
      }
      fixed.setCharAt(i, REPLACEMENT);
    }
    return fixed == null ? text : fixed.toString();
  }

  private static long count(String text) {
    return text.chars().filter(c -> c == REPLACEMENT).count();
  }

  /** How often the bytes contain U+FFFD itself. */
  private static long literal(byte[] from, int start, int length) {
    long times = 0;
    for (int i = start; i + 2 < start + length; i++) {
      if (from[i] == (byte) 0xEF && from[i + 1] == (byte) 0xBF && from[i + 2] == (byte) 0xBD) {
        times++;
      }
    }
    return times;
  }
}
