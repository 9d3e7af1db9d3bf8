package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.TextStore;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;

/**
 * A store of text as a function: real sentences, or the table of a training set. It has only names
 * and settings.
 *
 * @param table the training set, as a model of contexts of all lengths; null where the text is real
 * @param text the real sentences
 * @param rate probability that a token comes from the store
 * @param realEnd one more than the highest id of R's types
 */
public record StoreRef(@Nullable ModelRef table, @Nullable Text text, double rate, int realEnd)
    implements Serializable {

  /**
   * Real sentences, as n-grams.
   *
   * @param order of the n-grams
   * @param types one more than the highest id
   */
  public record Text(List<BlockRef> blocks, int order, int types) implements Serializable {
    public Text {
      blocks = List.copyOf(blocks);
    }
  }

  /** The store, compiled in this JVM. */
  TextStore open(Storage storage, boolean drawsUnknown) {
    ModelRef model = table;
    Text real = text;
    return new TextStore(
        model != null
            ? Models.of(storage, model)
            : Models.of(java.util.Objects.requireNonNull(real)),
        rate,
        realEnd,
        drawsUnknown);
  }
}
