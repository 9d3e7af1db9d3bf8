package ouroboros.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), and its 64 hexadecimal digits in lower case. */
public final class Sha256 {
  private Sha256() {}

  /** A new digest, for content that comes in pieces. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The 32 bytes of a content's hash. */
  public static byte[] bytes(byte[] content) {
    return digest().digest(content);
  }

  /** The digits of a content's hash. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(bytes(content));
  }

  /** The digits of the hash of a text in UTF-8. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digits of the hash of all that the digest was given; it starts again after that. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
