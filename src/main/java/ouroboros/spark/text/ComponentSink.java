package ouroboros.spark.text;

/** Receives sentences, each with the component of a mixture that it belongs to. */
@FunctionalInterface
public interface ComponentSink {
  /** As {@link ouroboros.ngram.count.SentenceSink#accept}; component 0 if there is only one. */
  void accept(int component, long unit, int[] tokens, int start, int end);
}
