package ouroboros.spark.prepare;

import java.util.Deque;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.DocumentSplit;
import ouroboros.text.read.Document;
import ouroboros.text.read.IngestReport;
import scala.Tuple2;

/**
 * Samples documents and makes a record for the shuffle of each. The key is the order key, or the
 * copy key if copies are removed first. Each task has one instance.
 */
final class PreparationRecords {
  private final CorpusSpec spec;
  private final DocumentSplit split;
  private final IngestReport tally;

  PreparationRecords(CorpusSpec spec, long seed, IngestReport tally) {
    this.spec = spec;
    this.split = new DocumentSplit(seed, spec.split());
    this.tally = tally;
  }

  /** Adds the record of a document, or counts it as not sampled. */
  void add(Document document, Deque<Tuple2<byte[], byte[]>> out) {
    DocumentHash id = DocumentHash.of(document.id());
    if (!id.sampled(spec.sample())) {
      tally.add(Notice.NOT_SAMPLED, 1, null);
      return;
    }
    if (!spec.strata().isEmpty() && !spec.strata().contains(document.stratum())) {
      tally.add(Notice.OTHER_STRATA, 1, null);
      return;
    }
    byte[] value = document.toBytes();
    byte[] order = PreparationKey.order(split, document, id);
    if (spec.deduplicate() == CorpusSpec.Deduplicate.EXACT) {
      out.add(
          new Tuple2<>(PreparationKey.copy(document, id), PreparationCopies.pack(order, value)));
    } else {
      out.add(new Tuple2<>(order, value));
    }
  }

  /** Adds the record of this task's tally. */
  void finish(Deque<Tuple2<byte[], byte[]>> out) {
    out.add(new Tuple2<>(PreparationKey.TALLY, tally.toBytes()));
  }
}
