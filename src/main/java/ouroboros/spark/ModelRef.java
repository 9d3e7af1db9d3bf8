package ouroboros.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.KeyLayout;
import ouroboros.ngram.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * A model as a function of a sealed table: small enough to travel with every task.
 *
 * @param realEnd where the last mass is spread over R's types: one more than their highest id; 0
 *     where it is spread over those of the training set
 */
record ModelRef(CountTable table, int order, Smoothing smoothing, int realEnd)
    implements Serializable {

  /** What the uniform distribution draws; null for the types of the training set. */
  int @Nullable [] uniform() {
    return realEnd == 0
        ? null
        : IntStream.range(0, realEnd).filter(id -> id != Vocabulary.BOS).toArray();
  }

  /** Runs of ascending key ranges as one. */
  static CountRun concatenate(List<CountRun> ranges) {
    if (ranges.size() == 1) {
      return ranges.get(0);
    }
    KeyLayout layout = ranges.get(0).layout();
    int size = 0;
    for (CountRun range : ranges) {
      size = Math.addExact(size, range.size());
    }
    long[][] keys = new long[layout.words()][size];
    long[] counts = new long[size];
    int at = 0;
    for (CountRun range : ranges) {
      for (int w = 0; w < keys.length; w++) {
        System.arraycopy(range.keys()[w], 0, keys[w], at, range.size());
      }
      System.arraycopy(range.counts(), 0, counts, at, range.size());
      at += range.size();
    }
    return new CountRun(layout, keys, counts, size);
  }
}
