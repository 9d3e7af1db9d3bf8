package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.block.SentenceBlock;

/**
 * Puts each real sentence into one of {@value GroupedCounts#GROUPS} groups: the group of its
 * document, or its own group if there are fewer documents than groups. The odd groups are one half
 * of a text, the even groups the other.
 *
 * @param byDocument whether all sentences of a document are in one group
 * @param seed of the experiment
 */
public record Grouping(boolean byDocument, long seed) implements Serializable {

  /** The grouping of a text of so many documents; 0 if they are not known. */
  static Grouping of(long documents, long seed) {
    return new Grouping(documents >= GroupedCounts.GROUPS, seed);
  }

  /** The group of sentence i of a block. */
  public int of(SentenceBlock block, int i) {
    // Documents are numbered in the order of a keyed hash of their id.
    return byDocument
        ? block.document(i) % GroupedCounts.GROUPS
        : (int)
            KeyedStream.of(seed, 0, 0, Purpose.RESAMPLE, block.first() + i)
                .below(GroupedCounts.GROUPS);
  }

  /** How often each sentence of a block is in one half, 0 or 1. */
  void half(SentenceBlock block, int[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = of(block, i) % 2;
    }
  }
}
