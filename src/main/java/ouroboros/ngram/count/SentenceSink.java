package ouroboros.ngram.count;

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

  /** Hands each sentence to both, first to {@code a}. */
  static SentenceSink both(SentenceSink a, SentenceSink b) {
    return (unit, tokens, start, end) -> {
      a.accept(unit, tokens, start, end);
      b.accept(unit, tokens, start, end);
    };
  }
}
