package ouroboros.spark.prepare;

import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaPairRDD;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.text.Notice;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;
import ouroboros.text.read.Document;
import ouroboros.text.read.IngestReport;
import scala.Tuple2;

/**
 * Exact deduplication. Of documents with the same text (as read, before NFC) it keeps the one with
 * the smallest sample hash, so that a sample of a larger share contains every sample of a smaller
 * one. Cost: one shuffle of the text.
 */
final class PreparationCopies {
  private PreparationCopies() {}

  /** The value of a record under a copy key. */
  static byte[] pack(byte[] order, byte[] document) {
    ByteWriter out = new ByteWriter(order.length + document.length + 8);
    out.bytes(order);
    out.bytes(document);
    return out.toBytes();
  }

  /** Takes records under copy keys; gives the kept ones under their order keys. */
  static JavaPairRDD<byte[], byte[]> dropped(JavaPairRDD<byte[], byte[]> documents, int ranges) {
    return documents
        .repartitionAndSortWithinPartitions(
            new PreparationKey.ByText(ranges), new PreparationKey.Order())
        .mapPartitionsToPair(PreparationCopies::kept);
  }

  private static Iterator<Tuple2<byte[], byte[]>> kept(Iterator<Tuple2<byte[], byte[]>> sorted) {
    IngestReport tally = new IngestReport();
    return new Unfolding<>(
        new Predicate<>() {
          private byte @Nullable [] last;

          @Override
          public boolean test(Deque<Tuple2<byte[], byte[]>> out) {
            if (!sorted.hasNext()) {
              out.add(new Tuple2<>(PreparationKey.TALLY, tally.toBytes()));
              return false;
            }
            Tuple2<byte[], byte[]> next = sorted.next();
            if (PreparationKey.isTally(next._1())) {
              out.add(next);
              return true;
            }
            ByteReader value = new ByteReader(next._2());
            byte[] order = value.bytes();
            byte[] document = value.bytes();
            if (last != null && PreparationKey.sameText(last, next._1())) {
              tally.add(Notice.COPIES, 1, Document.of(document).origin());
            } else {
              out.add(new Tuple2<>(order, document));
            }
            last = next._1();
            return true;
          }
        });
  }
}
