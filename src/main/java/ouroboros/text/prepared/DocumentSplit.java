package ouroboros.text.prepared;

import org.jspecify.annotations.Nullable;
import ouroboros.random.Philox;
import ouroboros.random.Purpose;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.PeriodValue;
import ouroboros.text.block.DocumentHash;

/**
 * Decides in which part a document is, and its place in the order of that part, by Philox numbers
 * with key (seed, 0) and counter (1, hash, 0, SPLIT). The first number of the group's hash decides
 * on the part. The second number of the id's hash is the document's place.
 *
 * <p>The result does not depend on the replicate, on partitions, on file names or on the order of
 * the input. Cost: one Philox block per call.
 */
public final class DocumentSplit {
  private static final Part[] PARTS = Part.values();

  private final long seed;
  private final @Nullable Long realUntil;
  private final long[] ends = new long[PARTS.length];
  private final long[] block = new long[4];

  /**
   * @param seed the experiment's seed
   * @param split shares of the parts
   */
  public DocumentSplit(long seed, CorpusSpec.Split split) {
    this.seed = seed;
    this.realUntil = split.realUntil();
    double sum = 0;
    for (Part part : PARTS) {
      double share = split.of(part);
      if (!(share >= 0 && share <= 1)) {
        throw new CorpusException(
            "corpus.split: the share of "
                + part.label()
                + " is "
                + share
                + "; it must lie in [0, 1]");
      }
      sum += share;
      ends[part.code()] = Math.round(sum * 0x1p53);
    }
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new CorpusException("corpus.split: the shares make " + sum + "; they must make 1");
    }
    for (int part = PARTS.length - 1; part >= 0; part--) {
      ends[part] = 1L << 53;
      if (split.of(Part.of(part)) > 0) {
        break;
      }
    }
  }

  /**
   * The part of a document of a group. Where R ends with a period, documents of R and of the
   * reserve are separated by their periods; those without one are in the reserve.
   *
   * @param period a {@link PeriodValue}
   */
  public Part part(DocumentHash group, long period) {
    Part part = part(group);
    if (realUntil == null || part == Part.GUARD || part == Part.TEST) {
      return part;
    }
    return PeriodValue.place(period) <= PeriodValue.place(realUntil) ? Part.REAL : Part.RESERVE;
  }

  /** The part that the hash of a group decides on. */
  public Part part(DocumentHash group) {
    Philox.block(seed, 0, 1, group.unit(), 0, Purpose.SPLIT.code(), block, 0);
    int part = 0;
    while ((block[0] >>> 11) >= ends[part]) {
      part++;
    }
    return Part.of(part);
  }

  /** The place of a document in the order of its part, as an unsigned number. */
  public long order(DocumentHash id) {
    Philox.block(seed, 0, 1, id.unit(), 0, Purpose.SPLIT.code(), block, 0);
    return block[1];
  }
}
