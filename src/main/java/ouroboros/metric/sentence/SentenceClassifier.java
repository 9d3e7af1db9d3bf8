package ouroboros.metric.sentence;

import java.io.Serializable;

/** Says which stratum a sentence most likely comes from. */
public interface SentenceClassifier extends Serializable {
  /** The stratum that the tokens {@code start .. end} most likely come from. */
  int stratum(int[] tokens, int start, int end);
}
