package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.block.SentenceBlock;

/**
 * Which of {@value GroupedCounts#GROUPS} groups a real sentence is in: its document's, or its own
 * where there are fewer documents than groups. Odd groups are one half of a text, even ones the
 * other.
 *
 * @param byDocument whether whole documents are grouped
 * @param seed of the experiment
 */
public record Grouping(boolean byDocument, long seed) implements Serializable {

  /** For a text of so many documents; none where they are not known. */
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

  /** One half: how often each sentence of a block stands in it. */
  void half(SentenceBlock block, int[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = of(block, i) % 2;
    }
  }
}
