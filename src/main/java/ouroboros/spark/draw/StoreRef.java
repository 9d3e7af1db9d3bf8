package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.sampling.TextStore;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;

/**
 * A store of text as a function: real sentences, or the table of a training set. It has only names
 * and settings.
 *
 * @param text what is stored
 * @param rate probability that a token comes from the store
 */
public record StoreRef(Text text, double rate) implements Serializable {

  /**
   * The text of a store.
   *
   * @param table the training set; null where the text is real
   * @param blocks the real sentences; empty where the text is a training set
   * @param match tokens of the longest end that is looked up
   * @param types one more than the highest id
   * @param realEnd one more than the highest id of R's types
   */
  public record Text(
      @Nullable CountTable table, List<BlockRef> blocks, int match, int types, int realEnd)
      implements Serializable {
    public Text {
      blocks = List.copyOf(blocks);
    }
  }

  /** The store, sorted in this JVM. */
  TextStore open(Storage storage, boolean drawsUnknown) {
    return new TextStore(Models.of(storage, text, drawsUnknown), rate);
  }
}
