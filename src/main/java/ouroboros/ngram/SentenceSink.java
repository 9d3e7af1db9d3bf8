package ouroboros.ngram;

/** What takes sentences, one at a time: a counter, a writer, a list. */
@FunctionalInterface
public interface SentenceSink {
  /**
   * Takes one sentence.
   *
   * @param unit its number within its source
   * @param tokens the tokens from {@code start} to {@code end}, without {@code <s>} and {@code
   *     </s>}; only valid during the call
   */
  void accept(long unit, int[] tokens, int start, int end);
}
