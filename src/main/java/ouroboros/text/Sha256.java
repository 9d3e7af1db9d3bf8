package ouroboros.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4), and its 64 hexadecimal digits in lower case. Cost: one pass over the
 * content.
 */
public final class Sha256 {
  private Sha256() {}

  /** A new digest, for content that arrives in pieces. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash of a content, 32 bytes. */
  public static byte[] bytes(byte[] content) {
    return digest().digest(content);
  }

  /** The hash of a content, in hexadecimal digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(bytes(content));
  }

  /** The hash of a text in UTF-8, in hexadecimal digits. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The hash of everything that was given to the digest, in hexadecimal digits. The digest is then
   * empty again.
   */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
