package ouroboros.spark.prepare;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.DocumentSplit;
import ouroboros.text.read.Document;

/**
 * Keys of documents. Sorted as unsigned bytes they give the order of the documents.
 *
 * <p>Order key: part, order hash, id, then 16 bytes of the digest of everything else. Documents
 * with equal keys are equal, so their order does not matter. Copy key: a byte 0, the digest of the
 * text, the sample hash, the id, the same 16 bytes.
 */
final class PreparationKey {
  /** The key of records with tallies; it sorts after all others. */
  static final byte[] TALLY = {(byte) 0xFF};

  /** Bytes of the digest at a key's end. */
  private static final int TIE = 16;

  private static final int COPY_HEAD = 33;

  private PreparationKey() {}

  /** The key for the place of a document in the corpus. */
  static byte[] order(DocumentSplit split, Document document, DocumentHash id) {
    DocumentHash group = document.group() == null ? id : DocumentHash.of(document.groupOrId());
    ByteWriter key = new ByteWriter(64);
    key.octet(split.part(group, document.period()).code());
    key.fixed(split.order(id));
    return finished(key, document);
  }

  /** The key for the place of a document among its copies. */
  static byte[] copy(Document document, DocumentHash id) {
    ByteWriter key = new ByteWriter(96);
    key.octet(0);
    byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
    key.raw(Sha256.bytes(text), 0, COPY_HEAD - 1);
    key.fixed(id.share());
    return finished(key, document);
  }

  private static byte[] finished(ByteWriter key, Document document) {
    byte[] id = document.id().getBytes(StandardCharsets.UTF_8);
    key.raw(id, 0, id.length);
    key.raw(tie(document), 0, TIE);
    return key.toBytes();
  }

  private static byte[] tie(Document document) {
    ByteWriter rest = new ByteWriter(document.text().length() + 64);
    rest.string(document.groupOrId());
    rest.string(document.stratum());
    rest.zigzag(document.period());
    rest.string(document.text());
    return Sha256.bytes(rest.toBytes());
  }

  /** Whether this is the key of a tally. */
  static boolean isTally(byte[] key) {
    return key[0] == (byte) 0xFF;
  }

  /** The part of an order key. */
  static Part part(byte[] orderKey) {
    return Part.of(orderKey[0]);
  }

  /** Whether two order keys have the same part and id. */
  static boolean sameId(byte[] a, byte[] b) {
    return Arrays.equals(a, 0, a.length - TIE, b, 0, b.length - TIE);
  }

  /** Whether two copy keys have the same text. */
  static boolean sameText(byte[] a, byte[] b) {
    return Arrays.equals(a, 0, COPY_HEAD, b, 0, COPY_HEAD);
  }

  /** Compares keys as unsigned bytes. */
  static final class Order implements Comparator<byte[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(byte[] a, byte[] b) {
      return Arrays.compareUnsigned(a, b);
    }
  }

  /**
   * Ranges of order keys with about equal shares of the documents, then one range for the tallies.
   */
  static final class ByOrder extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final CorpusSpec.Split split;
    private final int ranges;

    ByOrder(CorpusSpec.Split split, int ranges) {
      this.split = split;
      this.ranges = ranges;
    }

    @Override
    public int numPartitions() {
      return ranges + 1;
    }

    @Override
    public int getPartition(Object key) {
      byte[] bytes = (byte[]) key;
      if (isTally(bytes)) {
        return ranges;
      }
      double before = 0;
      for (int part = 0; part < bytes[0]; part++) {
        before += split.of(Part.of(part));
      }
      long order = new ByteReader(bytes, 1, bytes.length).fixed();
      double place = before + split.of(part(bytes)) * ((order >>> 11) * 0x1p-53);
      return Math.min(ranges - 1, (int) (place * ranges));
    }
  }

  /** Ranges of copy keys, then one range for the tallies. */
  static final class ByText extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int ranges;

    ByText(int ranges) {
      this.ranges = ranges;
    }

    @Override
    public int numPartitions() {
      return ranges + 1;
    }

    @Override
    public int getPartition(Object key) {
      byte[] bytes = (byte[]) key;
      if (isTally(bytes)) {
        return ranges;
      }
      long text = new ByteReader(bytes, 1, bytes.length).fixed();
      return (int) (((text >>> 33) * ranges) >>> 31);
    }
  }
}
