package ouroboros.spark.text;

/** What takes sentences, each with the component of a mixture that it belongs to. */
@FunctionalInterface
public interface ComponentSink {
  /** As {@link ouroboros.ngram.count.SentenceSink#accept}; component 0 where there is one. */
  void accept(int component, long unit, int[] tokens, int start, int end);
}
