package ouroboros.spark.text;

import java.util.List;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.block.SentenceBlock;

/**
 * Reads the sentences of R that replace units of S_g, each under the number of the unit that it
 * replaces.
 *
 * @param blocks of R, in order
 * @param real [replacements] sentences of R, ascending, all of them in the blocks
 * @param units [replacements] the unit that each replaces
 * @param labels the component of each sentence
 */
public record ReplacementTask(List<BlockRef> blocks, long[] real, long[] units, Labels labels)
    implements SentenceTask {

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    int next = 0;
    for (BlockRef ref : blocks) {
      long end = ref.first() + ref.sentences();
      if (next == real.length || real[next] >= end) {
        continue;
      }
      SentenceBlock block = CorpusReader.read(ref);
      for (; next < real.length && real[next] < end; next++) {
        int i = (int) (real[next] - ref.first());
        sink.accept(labels.of(block, i), units[next], block.tokens(), block.start(i), block.end(i));
      }
    }
    return 0;
  }

  /** That of sentences of mean length. */
  @Override
  public long expectedTokens() {
    long tokens = blocks.stream().mapToLong(block -> block.tokens() + block.sentences()).sum();
    long sentences = blocks.stream().mapToLong(BlockRef::sentences).sum();
    return tokens * real.length / Math.max(1, sentences);
  }
}
