package ouroboros.text.read;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * A document as it was read.
 *
 * @param id its id, or file name and position
 * @param group what it is kept together with; null for itself
 * @param stratum its stratum; empty where the text has none
 * @param period its period; {@code Integer.MIN_VALUE} where unknown
 * @param origin where it stands
 * @param text its text, without lone surrogates
 */
public record Document(
    String id, @Nullable String group, String stratum, int period, Origin origin, String text) {
  /** What decides on the part: the group, or the id where there is none. */
  public String groupOrId() {
    return group == null ? id : group;
  }

  /** Stratum, period, origin and text as bytes; the id stands in the key. */
  public byte[] toBytes() {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteWriter out = new ByteWriter(utf8.length + stratum.length() + 32);
    out.string(stratum);
    out.zigzag(period);
    origin.write(out);
    out.raw(utf8, 0, utf8.length);
    return out.toBytes();
  }

  /** The document of these bytes, its id empty and its group forgotten. */
  public static Document of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    String stratum = in.string();
    int period = (int) in.zigzag();
    Origin origin = Origin.read(in);
    String text = new String(bytes, in.position(), in.left(), StandardCharsets.UTF_8);
    return new Document("", null, stratum, period, origin, text);
  }
}
