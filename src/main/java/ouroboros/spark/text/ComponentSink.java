package ouroboros.spark.text;

import ouroboros.safeguard.PassedBlocks;

/** Receives sentences, each with the component of a mixture that it belongs to. */
@FunctionalInterface
public interface ComponentSink {
  /** As {@link ouroboros.ngram.count.SentenceSink#accept}; component 0 if there is only one. */
  void accept(int component, long unit, int[] tokens, int start, int end);

  /** Takes what gates let pass of the units of a task, where the task judges them itself. */
  default void judged(PassedBlocks.Part part) {}
}
