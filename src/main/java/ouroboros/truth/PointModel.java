package ouroboros.truth;

import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;

/**
 * The moving parts of a family along one lineage: draw, pool, fit, measure. Mutable, for one
 * thread; what it gives depends on the key and the order of the calls alone.
 *
 * @param <B> drawn points: R, a slice of new real points, or an S_g
 */
interface PointModel<B> {

  /** Forgets everything: the lineage of a new replicate begins. */
  void start(Key key);

  /** The points {@code from .. from + units} of the truth. */
  B truth(long from, int units);

  /** S_g, from the model fitted last. */
  B draw(int g, int units);

  /** Empties the training set. */
  void clear();

  /**
   * Adds points to the training set.
   *
   * @param times how often each point is chosen; null: once each
   * @param weight fixed point, {@link ouroboros.policy.RecipeLine#ONE} is 1
   */
  void add(B batch, int @Nullable [] times, long weight);

  /** Fits the model to the training set. */
  void fit();

  /** A metric of the model fitted last; NaN where it is undefined. */
  double value(Measure measure);
}
