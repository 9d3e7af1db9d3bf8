package ouroboros.spark.judge;

import java.io.Serializable;
import ouroboros.spark.cluster.Storage;

/** Makes what gives the hashed n-grams of a sentence, inside a task. */
interface GramsMaker extends Serializable {
  /** For use by one thread. */
  Grams make(Storage storage);

  /** The hashed n-grams of a sentence. */
  interface Grams {
    /** Those of the sentence {@code tokens[start .. end)}, sorted. */
    int[] of(int[] tokens, int start, int end);
  }
}
