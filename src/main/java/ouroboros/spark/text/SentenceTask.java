package ouroboros.spark.text;

import java.io.Serializable;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.spark.cluster.Storage;

/**
 * Sentences to count, as a function: all that a task needs to draw or read them, on any machine,
 * any number of times.
 */
public interface SentenceTask extends Serializable {
  /**
   * Gives all sentences to the sink, each as often as it counts.
   *
   * @return how many of them were cut at the greatest length
   */
  long feed(Storage storage, ComponentSink sink);

  /** What the task measures in addition to the sentences that it gives to the sink. */
  default SentenceTotals measured(Storage storage) {
    return SentenceTotals.NONE;
  }

  /**
   * Whether its sentences have weights. If those of one task of a job have, sentences of the other
   * tasks have weight 1.
   */
  default boolean isWeighted() {
    return false;
  }

  /** Whether most of its sentences come several times; then they are counted with their number. */
  default boolean repeats() {
    return false;
  }

  /** About how many tokens the task has; decides the size of buffers. */
  long expectedTokens();
}
