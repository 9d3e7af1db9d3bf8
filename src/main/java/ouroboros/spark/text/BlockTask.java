package ouroboros.spark.text;

import java.io.Serializable;
import java.util.List;
import ouroboros.random.Selection;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.block.SentenceBlock;

/** Reads the real sentences of some blocks, each as often as it was chosen, with its component. */
public record BlockTask(List<BlockRef> blocks, Chooser chooser, Labels labels)
    implements SentenceTask {

  /** Decides how often each sentence of a block counts. */
  interface Chooser extends Serializable {
    /** Writes a number for each sentence of the block. */
    void multiplicities(SentenceBlock block, int[] into);

    /** Chooses by the sentences' own numbers. */
    static Chooser of(Selection selection) {
      return (block, into) -> selection.multiplicities(block.first(), block.sentences(), into);
    }
  }

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      int[] times = new int[block.sentences()];
      chooser.multiplicities(block, times);
      for (int i = 0; i < times.length; i++) {
        for (int k = 0; k < times[i]; k++) {
          sink.accept(
              labels.of(block, i), block.first() + i, block.tokens(), block.start(i), block.end(i));
        }
      }
    }
    return 0;
  }

  @Override
  public long expectedTokens() {
    return blocks.stream().mapToLong(block -> block.tokens() + block.sentences()).sum();
  }
}
