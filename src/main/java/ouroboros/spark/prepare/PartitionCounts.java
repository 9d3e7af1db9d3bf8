package ouroboros.spark.prepare;

import java.util.TreeMap;
import ouroboros.text.Part;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;
import ouroboros.text.prepared.PreparedCorpus.Amounts;
import ouroboros.text.read.IngestReport;

/** How much text a partition holds, by part and stratum, and the notices from tokenizing it. */
final class PartitionCounts {
  private static final int PARTS = Part.values().length;
  private static final int KINDS = 4;

  private final int partition;
  private final IngestReport tally;
  private final TreeMap<String, long[]> byStratum = new TreeMap<>();

  PartitionCounts(int partition, IngestReport tally) {
    this.partition = partition;
    this.tally = tally;
  }

  /** Number of the partition. */
  int partition() {
    return partition;
  }

  /** The notices. */
  IngestReport tally() {
    return tally;
  }

  /** The strata in the partition. */
  Iterable<String> strata() {
    return byStratum.keySet();
  }

  /** How many strata are in the partition. */
  int strataSeen() {
    return byStratum.size();
  }

  /** Adds the amounts of a document, or of a piece of one. */
  void add(Part part, String stratum, Amounts more) {
    long[] counts = byStratum.computeIfAbsent(stratum, key -> new long[PARTS * KINDS]);
    int at = part.code() * KINDS;
    counts[at] += more.documents();
    counts[at + 1] += more.paragraphs();
    counts[at + 2] += more.sentences();
    counts[at + 3] += more.tokens();
  }

  /** The amount of text of a part in a stratum. */
  Amounts of(Part part, String stratum) {
    return of(part, byStratum.getOrDefault(stratum, new long[PARTS * KINDS]));
  }

  private static Amounts of(Part part, long[] counts) {
    int at = part.code() * KINDS;
    return new Amounts(counts[at], counts[at + 1], counts[at + 2], counts[at + 3]);
  }

  /** The amount of text of a part, all strata together. */
  Amounts of(Part part) {
    long documents = 0;
    long paragraphs = 0;
    long sentences = 0;
    long tokens = 0;
    for (String stratum : byStratum.keySet()) {
      Amounts some = of(part, stratum);
      documents += some.documents();
      paragraphs += some.paragraphs();
      sentences += some.sentences();
      tokens += some.tokens();
    }
    return new Amounts(documents, paragraphs, sentences, tokens);
  }

  /** Adds the counts of another partition. */
  void merge(PartitionCounts other) {
    tally.merge(other.tally);
    other.byStratum.forEach(
        (stratum, counts) -> {
          for (Part part : Part.values()) {
            add(part, stratum, of(part, counts));
          }
        });
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter(256);
    out.varint(partition);
    out.bytes(tally.toBytes());
    byStratum.forEach(
        (stratum, counts) -> {
          out.string(stratum);
          for (long count : counts) {
            out.varint(count);
          }
        });
    return out.toBytes();
  }

  static PartitionCounts of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    PartitionCounts counts = new PartitionCounts(in.count(), IngestReport.of(in.bytes()));
    while (in.more()) {
      String stratum = in.string();
      for (Part part : Part.values()) {
        Amounts some = new Amounts(in.varint(), in.varint(), in.varint(), in.varint());
        counts.add(part, stratum, some);
      }
    }
    return counts;
  }
}
