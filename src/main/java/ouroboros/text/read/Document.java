package ouroboros.text.read;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import ouroboros.text.PeriodValue;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * A document as it was read.
 *
 * @param id its id; file name and position where it has none
 * @param group its group, whose documents are all in one part; null where it has none
 * @param stratum its stratum; empty where the text has none
 * @param period its period, a {@link PeriodValue}
 * @param origin its place in the input
 * @param text its text, without lone surrogates
 */
public record Document(
    String id, @Nullable String group, String stratum, long period, Origin origin, String text) {
  /** The name that decides on the part: the group, or the id where there is no group. */
  public String groupOrId() {
    return group == null ? id : group;
  }

  /**
   * Stratum, period, origin and text as bytes. The id is not included: it is in the key of the
   * record.
   */
  public byte[] toBytes() {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteWriter out = new ByteWriter(utf8.length + stratum.length() + 32);
    out.string(stratum);
    out.zigzag(period);
    origin.write(out);
    out.raw(utf8, 0, utf8.length);
    return out.toBytes();
  }

  /** The document of these bytes, with an empty id and without a group. */
  public static Document of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    String stratum = in.string();
    long period = in.zigzag();
    Origin origin = Origin.read(in);
    String text = new String(bytes, in.position(), in.left(), StandardCharsets.UTF_8);
    return new Document("", null, stratum, period, origin, text);
  }
}
