package ouroboros.spark;

/** What takes sentences, each with the component of a mixture that it belongs to. */
@FunctionalInterface
interface ComponentSink {
  /** As {@link ouroboros.ngram.SentenceSink#accept}; component 0 where there is one. */
  void accept(int component, long unit, int[] tokens, int start, int end);
}
