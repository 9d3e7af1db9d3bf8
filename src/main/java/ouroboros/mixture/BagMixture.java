package ouroboros.mixture;

import java.util.function.LongUnaryOperator;
import ouroboros.random.Key;

/**
 * A mixture whose components are distributions of words. It draws bags of words.
 *
 * @param <M> the kind of mixture
 */
public interface BagMixture<M extends BagMixture<M>> extends Mixture<M> {

  /** The distribution of words of each component. */
  WordTable words();

  /** Mean number of words of a document of R. */
  double length();

  /** Units {@code from .. from + count} of S_g. Unit i is drawn by its own stream. */
  default BagBlock draw(Lengths lengths, Key key, long generation, long from, int count) {
    return draw(lengths, key, generation, i -> from + i, count);
  }

  /** The same for the units with these counter words, of numbers 0 .. {@code count} - 1. */
  BagBlock draw(Lengths lengths, Key key, long generation, LongUnaryOperator counters, int count);

  /**
   * The distance between documents of mean length: {@code length} times the distance between the
   * word distributions.
   */
  @Override
  default double distance(int k, M other, int j) {
    return length() * words().distance(k, other.words(), j);
  }
}
