package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * A model as a function of a sealed table: small enough to travel with every task.
 *
 * @param realEnd where the last mass is spread over R's types: one more than their highest id; 0
 *     where it is spread over those of the training set
 */
public record ModelRef(CountTable table, int order, Smoothing smoothing, int realEnd)
    implements Serializable {

  /** What the uniform distribution draws; null for the types of the training set. */
  int @Nullable [] uniform() {
    return realEnd == 0
        ? null
        : IntStream.range(0, realEnd).filter(id -> id != Vocabulary.BOS).toArray();
  }
}
