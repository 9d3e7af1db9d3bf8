package ouroboros.ngram.sampling;

import java.util.function.LongUnaryOperator;
import ouroboros.ngram.count.SentenceSink;

/** What draws sentences: each a function of its number alone. Not thread-safe. */
public interface SentenceDrawer {
  /** A sentence longer than this is an error: the model cannot end. */
  int LONGEST = 1_000_000;

  /**
   * Draws {@code many} sentences, handed over as they end, in no fixed order.
   *
   * @param units the number of each
   */
  void draw(LongUnaryOperator units, long many, SentenceSink sink);

  /** Draws the sentences {@code from .. to}, handed over as they end, in no fixed order. */
  default void draw(long from, long to, SentenceSink sink) {
    draw(i -> from + i, to - from, sink);
  }

  /** Moves sentences on until each has ended or its context lies in another shard. */
  void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink);

  /** How many sentences were ended by force so far. */
  long truncated();

  /** The error of a sentence that does not end. */
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
