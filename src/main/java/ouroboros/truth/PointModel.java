package ouroboros.truth;

import java.util.Optional;
import java.util.function.LongToDoubleFunction;
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

  /** New points of the truth, with the random numbers of these counter words. */
  B truth(long generationWord, long[] words);

  /** S_g, drawn from the model that was fitted last. */
  B draw(int g, int units);

  /** The candidates of S_g with these counter words, drawn from the model that was fitted last. */
  B draw(int g, long[] words);

  /**
   * What gates see of a candidate of S_g, by its counter word: its type or its value. Only for
   * families that have one, as long as the model that was fitted last is there.
   */
  default LongToDoubleFunction candidates(int g) {
    throw new IllegalStateException("The points of this family have no type and no value.");
  }

  /** What gates see of the i-th point of a batch: its type or its value. */
  default double value(B batch, int i) {
    throw new IllegalStateException("The points of this family have no type and no value.");
  }

  /** The mean and standard deviation of what the model draws; empty if it is not normal. */
  default Optional<Spread> drawn() {
    return Optional.empty();
  }

  /** A normal distribution in one dimension. */
  record Spread(double mean, double deviation) {}

  /**
   * Fits and draws from now on as another cell says, which has the same points; the training set
   * stays. Only for families whose fit or temperature can change.
   */
  default void change(TruthCell cell) {
    throw new IllegalStateException("Models of " + cell.family().kind() + " cannot change.");
  }

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
