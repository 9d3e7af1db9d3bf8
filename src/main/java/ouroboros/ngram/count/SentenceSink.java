package ouroboros.ngram.count;

/** Takes sentences one at a time: a counter, a writer or a list. */
@FunctionalInterface
public interface SentenceSink {
  /**
   * Takes one sentence.
   *
   * @param unit its number within its source
   * @param tokens contains the sentence as {@code tokens[start .. end)}, without {@code <s>} and
   *     {@code </s>}; only valid during the call
   */
  void accept(long unit, int[] tokens, int start, int end);

  /** Gives each sentence to both sinks, first to {@code a}. */
  static SentenceSink both(SentenceSink a, SentenceSink b) {
    return (unit, tokens, start, end) -> {
      a.accept(unit, tokens, start, end);
      b.accept(unit, tokens, start, end);
    };
  }
}
