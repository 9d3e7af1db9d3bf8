package ouroboros.ngram.sampling;

import java.util.function.LongUnaryOperator;
import ouroboros.ngram.count.SentenceSink;

/** Draws sentences. A sentence is a function of its number alone. Not thread-safe. */
public interface SentenceDrawer {
  /** A sentence longer than this is an error: the model does not end sentences. */
  int LONGEST = 1_000_000;

  /**
   * Draws {@code many} sentences. The sink gets each when it ends, in no fixed order.
   *
   * @param units gives the number of each sentence, from its index in [0, many)
   */
  void draw(LongUnaryOperator units, long many, SentenceSink sink);

  /**
   * Draws the sentences {@code from} (included) to {@code to} (excluded). The sink gets each when
   * it ends, in no fixed order.
   */
  default void draw(long from, long to, SentenceSink sink) {
    draw(i -> from + i, to - from, sink);
  }

  /** Continues each sentence until it ends or its context is in another shard. */
  void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink);

  /** How many sentences were ended by force so far, because they reached the maximal length. */
  long truncated();

  /** The error for a sentence that does not end. */
  static IllegalStateException endless(long unit, long generation) {
    return new IllegalStateException(
        "sentence "
            + unit
            + " of generation "
            + generation
            + " passed "
            + LONGEST
            + " tokens; the model hardly ends a sentence; set sampling.max-length");
  }
}
