package ouroboros.spark.text;

import ouroboros.safeguard.PassedBlocks;

/** Receives sentences, each with the component of a mixture that it belongs to. */
@FunctionalInterface
public interface ComponentSink {
  /** As {@link ouroboros.ngram.count.SentenceSink#accept}; component 0 if there is only one. */
  void accept(int component, long unit, int[] tokens, int start, int end);

  /**
   * The same for a sentence with a weight.
   *
   * @param weight in fixed point: {@link ouroboros.policy.RecipeLine#ONE} is 1; above 0
   */
  default void weighed(int component, long unit, int[] tokens, int start, int end, long weight) {
    accept(component, unit, tokens, start, end);
  }

  /** The same for a sentence that comes several times. */
  default void repeated(int component, long unit, int[] tokens, int start, int end, int times) {
    for (int i = 0; i < times; i++) {
      accept(component, unit, tokens, start, end);
    }
  }

  /** Takes what gates let pass of the units of a task, where the task judges them itself. */
  default void judged(PassedBlocks.Part part) {}
}
