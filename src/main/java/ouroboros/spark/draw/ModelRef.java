package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * A model as a function of a sealed table. It has only names and settings, so it is small enough to
 * be sent with every task.
 *
 * @param realEnd how far the uniform distribution at the end of back-off goes: one more than the
 *     highest id of R's types; 0 if it goes over the types of the training set
 */
public record ModelRef(CountTable table, int order, Smoothing smoothing, int realEnd)
    implements Serializable {

  /**
   * A table without smoothing, as a model that has contexts of all lengths. A model without
   * smoothing has only the longest ones; here the shorter ones are added, and no context gives
   * anything to them.
   */
  public static ModelRef withAllContexts(CountTable table, int order) {
    return new ModelRef(table, order, new JelinekMercer(Collections.nCopies(order, 1.0)), 0);
  }

  /** The tokens of the uniform distribution; null for the types of the training set. */
  int @Nullable [] uniform() {
    return realEnd == 0
        ? null
        : IntStream.range(0, realEnd).filter(id -> id != Vocabulary.BOS).toArray();
  }
}
