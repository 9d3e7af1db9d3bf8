package ouroboros.spark.judge;

import java.io.Serializable;
import ouroboros.spark.cluster.Storage;

/** A number for a sentence, for use by one thread. */
interface SentenceScore {
  /** The number of the sentence {@code tokens[start .. end)}. */
  double of(int[] tokens, int start, int end);

  /** Makes a score inside a task, always one that gives the same numbers. */
  interface Maker extends Serializable {
    /** A score for use by one thread. */
    SentenceScore make(Storage storage);
  }
}
