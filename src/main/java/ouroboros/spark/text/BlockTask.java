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
      return new BySelection(selection);
    }

    /** Whether most sentences are chosen several times. */
    default boolean repeats() {
      return false;
    }
  }

  private record BySelection(Selection selection) implements Chooser {
    /** Copies of a sentence, on average, from which a number takes less memory than they do. */
    private static final int SEVERAL = 4;

    @Override
    public void multiplicities(SentenceBlock block, int[] into) {
      selection.multiplicities(block.first(), block.sentences(), into);
    }

    @Override
    public boolean repeats() {
      return selection.chosen() / SEVERAL > selection.population();
    }
  }

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      int[] times = new int[block.sentences()];
      chooser.multiplicities(block, times);
      for (int i = 0; i < times.length; i++) {
        if (times[i] > 0) {
          sink.repeated(
              labels.of(block, i),
              block.first() + i,
              block.tokens(),
              block.start(i),
              block.end(i),
              times[i]);
        }
      }
    }
    return 0;
  }

  @Override
  public boolean repeats() {
    return chooser.repeats();
  }

  @Override
  public long expectedTokens() {
    return blocks.stream().mapToLong(block -> block.tokens() + block.sentences()).sum();
  }
}
