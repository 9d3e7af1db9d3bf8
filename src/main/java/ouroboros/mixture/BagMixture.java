package ouroboros.mixture;

import ouroboros.random.Key;

/**
 * A mixture of distributions of words; what is drawn are bags of words.
 *
 * @param <M> the kind
 */
public interface BagMixture<M extends BagMixture<M>> extends Mixture<M> {

  /** The words of each component. */
  WordTable words();

  /** Words a mean document of R. */
  double length();

  /** Units {@code from .. from + count} of S_g. Unit i is drawn by its own stream. */
  BagBlock draw(Lengths lengths, Key key, long generation, long from, int count);

  /** Of documents of mean length: {@code length} times that of their words. */
  @Override
  default double distance(int k, M other, int j) {
    return length() * words().distance(k, other.words(), j);
  }
}
