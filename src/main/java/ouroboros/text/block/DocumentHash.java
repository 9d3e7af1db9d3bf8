package ouroboros.text.block;

import java.nio.charset.StandardCharsets;
import ouroboros.text.Sha256;

/**
 * The 128 leading bits of SHA-256 of a name in UTF-8: what stands for a document's id, or for its
 * group, where chance decides.
 *
 * @param unit bits 0..63, the unit whose Philox numbers decide on part and order
 * @param share bits 64..127, what decides on the sample, whatever the seed
 */
public record DocumentHash(long unit, long share) {
  /** The hash of a name. */
  public static DocumentHash of(String name) {
    ByteReader digest = new ByteReader(Sha256.bytes(name.getBytes(StandardCharsets.UTF_8)));
    return new DocumentHash(digest.fixed(), digest.fixed());
  }

  /**
   * Whether the document is in a sample of this share of all. Samples of growing shares are nested.
   *
   * @param sample in (0, 1]
   */
  public boolean sampled(double sample) {
    return (share >>> 11) < Math.round(sample * 0x1p53);
  }
}
