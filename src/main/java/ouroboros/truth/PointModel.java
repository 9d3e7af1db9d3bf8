package ouroboros.truth;

import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;

/**
 * The mutable state of a known-truth family along one lineage: it draws points, collects a training
 * set, fits the model and measures it. Not thread-safe. Its results depend only on the key and on
 * the order of the calls.
 *
 * @param <B> a batch of points: R, some new real points, or an S_g
 */
interface PointModel<B> {

  /** Forgets everything and begins the lineage of a new replicate. */
  void start(Key key);

  /** The points {@code from .. from + units} of the truth, drawn from it by their numbers. */
  B truth(long from, int units);

  /** S_g, drawn from the model that was fitted last. */
  B draw(int g, int units);

  /** Empties the training set. */
  void clear();

  /**
   * Adds points to the training set.
   *
   * @param times how often each point is chosen; null means once each
   * @param weight in fixed point: {@link ouroboros.policy.RecipeLine#ONE} means 1
   */
  void add(B batch, int @Nullable [] times, long weight);

  /** Fits the model to the training set. */
  void fit();

  /** A metric of the model that was fitted last; NaN where it is undefined. */
  double value(Measure measure);
}
