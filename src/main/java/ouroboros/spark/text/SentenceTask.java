package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.spark.cluster.Storage;

/** Sentences to count, as a function: what a task needs to bring them forth, anywhere, again. */
public interface SentenceTask extends Serializable {
  /**
   * Hands over all sentences, each as often as it counts.
   *
   * @return how many of them were ended by force
   */
  long feed(Storage storage, ComponentSink sink);

  /** What it measures besides the sentences that it brings forth. */
  default SentenceTotals beside(Storage storage) {
    return SentenceTotals.NONE;
  }

  /** About how many tokens will come, to size buffers by. */
  long expectedTokens();
}
