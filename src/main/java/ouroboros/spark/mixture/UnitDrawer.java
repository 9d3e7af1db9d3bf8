package ouroboros.spark.mixture;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;
import ouroboros.mixture.UnitBlock;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.cluster.SparkBlocks;

/**
 * A synthetic corpus as a function: draws units by their counter words, on any machine.
 *
 * @param <B> a block of units
 */
@FunctionalInterface
interface UnitDrawer<B extends UnitBlock<B>> extends Serializable {

  /** The units with the counter words of 0 .. {@code count} - 1, in this order. */
  B draw(LongUnaryOperator words, int count);

  /** The unit with a counter word. */
  default B one(long word) {
    return draw(i -> word, 1);
  }

  /**
   * Units {@code from .. from + count}.
   *
   * @param candidates which candidate of each unit; a unit without one is drawn as its first
   */
  default SparkBlocks.Source<B> block(CounterWords candidates, long from, int count) {
    return () -> {
      LongUnaryOperator words = candidates.words();
      return draw(i -> words.applyAsLong(from + i), count);
    };
  }
}
