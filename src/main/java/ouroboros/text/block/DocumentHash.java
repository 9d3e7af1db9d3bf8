package ouroboros.text.block;

import java.nio.charset.StandardCharsets;
import ouroboros.text.Sha256;

/**
 * The first 128 bits of the SHA-256 hash of a name in UTF-8. Where random numbers decide about a
 * document, this hash is used in place of its id or its group.
 *
 * @param unit bits 0..63: the unit whose Philox numbers decide on the part and the order
 * @param share bits 64..127: they decide whether the document is in the sample, whatever the seed
 */
public record DocumentHash(long unit, long share) {
  /** The hash of a name. */
  public static DocumentHash of(String name) {
    ByteReader digest = new ByteReader(Sha256.bytes(name.getBytes(StandardCharsets.UTF_8)));
    return new DocumentHash(digest.fixed(), digest.fixed());
  }

  /**
   * Whether the document is in a sample of the given share of all documents. A larger sample
   * contains every smaller one.
   *
   * @param sample share of the documents, in (0, 1]
   */
  public boolean sampled(double sample) {
    return (share >>> 11) < Math.round(sample * 0x1p53);
  }
}
